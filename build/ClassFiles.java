import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Brings the class files of a jar up to date, where they are in the format of Java 5 or before.
 * Such classes (picocli's) have no stack maps: the JVM verifies them the slow way at every start,
 * and cannot keep them in its start-up cache. Their code stays the same.
 */
final class ClassFiles {
  private ClassFiles() {}

  /** Copies a jar, with its old class files brought up to date. */
  static void copy(Path jar, Path target) throws IOException {
    Map<String, byte[]> entries = read(jar);
    if (entries.entrySet().stream().noneMatch(e -> isOld(e.getKey(), e.getValue()))) {
      Files.copy(jar, target);
      return;
    }
    ClassFile format = format(entries);
    try (OutputStream file = Files.newOutputStream(target);
        var zip = new ZipOutputStream(file)) {
      for (var entry : entries.entrySet()) {
        var named = new ZipEntry(entry.getKey());
        named.setTime(0);
        zip.putNextEntry(named);
        byte[] bytes = entry.getValue();
        zip.write(isOld(entry.getKey(), bytes) ? update(format, bytes) : bytes);
      }
    }
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    try (InputStream file = Files.newInputStream(jar);
        var zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /** Bytes 6 and 7 of a class file are its major version. */
  private static boolean isOld(String name, byte[] bytes) {
    return name.endsWith(".class")
        && ((bytes[6] & 0xff) << 8 | (bytes[7] & 0xff)) < ClassFile.JAVA_6_VERSION;
  }

  private static ClassFile format(Map<String, byte[]> entries) {
    ClassHierarchyResolver ofJar =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String descriptor = type.descriptorString(); // such as Ljava/lang/String;
              byte[] bytes = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
              return bytes == null ? null : new ByteArrayInputStream(bytes);
            });
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ConstantPoolSharingOption.NEW_POOL,
        ClassFile.ClassHierarchyResolverOption.of(
            ofJar.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private static byte[] update(ClassFile format, byte[] bytes) {
    ClassModel old = format.parse(bytes);
    return format.transformClass(old, ClassFiles::update);
  }

  private static void update(ClassBuilder builder, ClassElement element) {
    switch (element) {
      case ClassFileVersion _ -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
      case MethodModel method ->
          builder.transformMethod(
              method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
      default -> builder.with(element);
    }
  }
}
