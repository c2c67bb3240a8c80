package dev.octet.op;

import dev.octet.model.ElementType;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes {@code docs/ops.md}: what each op gets in each mode, found out by doing it. */
final class OpsPage {
  private static final String HEADER =
      """
      # What each op becomes

      <!-- Written by OpsPageTest out of the cases of OpTableTest; do not edit.
           mvn test -pl octet-core -Dtest=OpsPageTest -Doctet.write=true -->

      Each cell says what the planner decided for the test cases of that op, in that mode, and what
      the runtime then made of the quantized models.

      | word | meaning |
      |---|---|
      | integer v3 | computes in integers; the op is written in version 3. `as …`: by those ops in its place |
      | hybrid v5 | float activations and int8 weights; the kernel quantizes activations as it runs |
      | weights | computes in float; its weights are int8 behind DEQUANTIZE |
      | int4 … | the same with weights of 4 bits; where a 4-bit mode does not say int4, it falls back to 8 |
      | float16 | computes in float; its constants are float16 behind DEQUANTIZE |
      | float | stays as it is, for the reason given; *no kernel*: the runtime has none for such activations |
      | any type | looks at shapes only |
      | – | nothing to quantize in the tested nodes: no constants, or too small ones |
      | ¹ | the reference kernels (`--reference`) lack this version |
      | ² | the reference kernels compute it wrongly |

      Where a cell says several things, it depends on the node. Ops that are not listed stay float. That a
      node *can* be integer does not say that it will be: its ranges must be known, and an op that only
      moves values between float ops is left float.
      """;

  private OpsPage() {}

  /** The page, from these cases. */
  static String of(OpTable table, List<OpCase> cases) {
    List<Mode> modes = Arrays.stream(Mode.values()).filter(m -> !Recipe.of(m).strict()).toList();
    var page = new StringBuilder(HEADER);
    page.append(
        "\n| op | %s |\n|---|%s\n"
            .formatted(
                modes.stream().map(Mode::text).collect(Collectors.joining(" | ")),
                "---|".repeat(modes.size())));
    byOp(table, cases)
        .forEach(
            (op, subjects) ->
                page.append("| ")
                    .append(op)
                    .append(" | ")
                    .append(
                        modes.stream()
                            .map(mode -> OpsPageCell.of(subjects, recipe(mode)))
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n"));
    return page.toString();
  }

  private static Map<String, List<Subject>> byOp(OpTable table, List<OpCase> cases) {
    return cases.stream()
        .collect(
            Collectors.groupingBy(
                OpCase::op,
                TreeMap::new,
                Collectors.mapping(c -> new Subject(c, table), Collectors.toList())));
  }

  /** With integers at the interface, so that ops which only move values do not stay float. */
  private static Recipe recipe(Mode mode) {
    ElementType io = mode.kind().isInteger() ? mode.kind().activationType() : ElementType.FLOAT32;
    return Recipe.of(mode).withMinElements(0).withInputType(io).withOutputType(io);
  }
}
