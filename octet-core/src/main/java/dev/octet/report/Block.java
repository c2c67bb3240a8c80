package dev.octet.report;

/** A piece of a report. */
public sealed interface Block permits Prose, Facts, Grid, Chart {}
