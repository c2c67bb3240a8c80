package dev.octet.report;

/** A picture with a caption. */
public sealed interface Chart extends Block
    permits Scatter, Bars, Histograms, Heatmap, Treemap, Boxes, Network {
  /** What it shows. */
  Caption caption();
}
