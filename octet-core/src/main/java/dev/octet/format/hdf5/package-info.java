/**
 * HDF5 files, the container of Keras weights: groups, datasets, text attributes; nothing else of
 * the format.
 *
 * <p>jHDF decodes the structures, from {@link dev.octet.format.hdf5.Storage bytes that are counted}
 * as they are read, for it trusts what it reads: trees and headers that contain themselves, or each
 * other many times over, keep it busy for ever; counts in fractal heaps, in trees of version 2 and
 * in fixed arrays make it ask for gigabytes; its inflater and its chunks know no bounds. So Octet
 * walks the groups, looks at those counts first ({@link dev.octet.format.hdf5.Dense}), reads chunks
 * itself, and turns whatever jHDF throws into an {@link dev.octet.error.OctetException}. Links to
 * other files, and data kept in them, are refused: nothing outside of the file is read.
 *
 * <p>Source: "HDF5 File Format Specification Version 3.0", The HDF Group.
 */
@NullMarked
package dev.octet.format.hdf5;

import org.jspecify.annotations.NullMarked;
