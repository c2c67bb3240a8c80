package dev.octet.cli;

/**
 * The jobs behind the commands; tests of the command line put others in their place.
 *
 * @param convert {@code octet convert}
 * @param quantize {@code octet quantize}
 * @param quantizeWeights {@code octet quantize-weights}
 * @param inspect {@code octet inspect}
 * @param run {@code octet run}
 * @param evaluate {@code octet evaluate}
 * @param bench {@code octet bench}
 * @param debug {@code octet debug}
 * @param tune {@code octet tune}
 * @param compare {@code octet compare}
 * @param advise {@code octet advise}
 * @param study {@code octet study}
 */
record Jobs(
    Job<ConvertOptions> convert,
    Job<QuantizeOptions> quantize,
    Job<QuantizeWeightsOptions> quantizeWeights,
    Job<InspectOptions> inspect,
    Job<RunOptions> run,
    Job<EvaluateOptions> evaluate,
    Job<BenchmarkOptions> bench,
    Job<DebuggingOptions> debug,
    Job<TuneOptions> tune,
    Job<CompareOptions> compare,
    Job<AdviseOptions> advise,
    Job<StudyOptions> study) {

  /** The real ones. */
  static Jobs standard() {
    return new Jobs(
        new ConvertJob(),
        new QuantizeJob(),
        new QuantizeWeightsJob(),
        new InspectJob(),
        new RunJob(),
        new EvaluateJob(),
        new BenchJob(),
        new DebugJob(),
        new TuneJob(),
        new CompareJob(),
        new AdviseJob(),
        new StudyJob());
  }
}
