package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jkmod.elf.ElfFile;
import org.jkmod.elf.ModuleSymbols;
import org.jkmod.elf.SymbolUse;
import org.jkmod.elf.SymbolVersion;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.modinfo.ModuleInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElfFileTest {
  static Stream<Arguments> machines() {
    return Stream.of(
        Arguments.of(true, ByteOrder.LITTLE_ENDIAN),
        Arguments.of(true, ByteOrder.BIG_ENDIAN),
        Arguments.of(false, ByteOrder.LITTLE_ENDIAN),
        Arguments.of(false, ByteOrder.BIG_ENDIAN));
  }

  private static ElfFile parse(ElfBuilder builder) throws IOException {
    return ElfFile.parse(ByteSource.of(Bytes.of(builder.build())));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void readsEveryWordSizeAndByteOrder(boolean is64, ByteOrder order) throws IOException {
    ElfFile file =
        parse(
            new ElfBuilder(is64, order)
                .info("license=GPL")
                .export("given", 0x89abcdefL)
                .need("wanted")
                .version("wanted", 0x12345678)
                .version("module_layout", 0xdeadbeefL));
    assertThat(file.is64()).isEqualTo(is64);
    assertThat(file.order()).isEqualTo(order);
    assertThat(ModuleSymbols.exports(file))
        .containsExactly(new SymbolVersion("given", 0x89abcdefL));
    assertThat(ModuleSymbols.dependencies(file))
        .containsExactly(
            new SymbolUse("wanted", 0x12345678, false),
            new SymbolUse("module_layout", 0xdeadbeefL, false));
    assertThat(ModuleInfo.parse(Objects.requireNonNull(file.section(".modinfo"))).first("license"))
        .isEqualTo("GPL");
  }

  @Test
  void takesExportsWithoutChecksumsFromTheirNames() throws IOException {
    assertThat(ModuleSymbols.exports(parse(ElfBuilder.amd64().export("a").export("b"))))
        .isEqualTo(List.of(new SymbolVersion("a", 0), new SymbolVersion("b", 0)));
  }

  @Test
  void countsSectionsInTheFirstHeaderWhenThereAreTooManyForTheFile() throws IOException {
    ElfFile file =
        parse(ElfBuilder.amd64().emptySections(80_000).info("license=GPL").export("x", 1));
    assertThat(file.sectionCount()).isGreaterThan(80_000);
    assertThat(ModuleSymbols.exports(file)).containsExactly(new SymbolVersion("x", 1));
  }

  @Test
  void readsTheExtendedVersionsAfterTheOlderOnes() throws IOException {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      ElfBuilder elf =
          new ElfBuilder(true, order)
              .extendedVersion("a_very_long_name", 0xfedcba98L)
              .extendedVersion("other", 2);
      assertThat(ModuleSymbols.versions(parse(elf)))
          .containsExactly(
              new SymbolVersion("a_very_long_name", 0xfedcba98L), new SymbolVersion("other", 2));
      elf.version("other", 2);
      assertThat(ModuleSymbols.versions(parse(elf)))
          .containsExactly(
              new SymbolVersion("other", 2), new SymbolVersion("a_very_long_name", 0xfedcba98L));
    }
  }

  @Test
  void symbolFlagsTakeNothingFromTheExports() throws IOException {
    assertThat(
            ModuleSymbols.exports(
                parse(ElfBuilder.amd64().export("a").export("b").symbolFlags((byte) 0, (byte) 1))))
        .containsExactly(new SymbolVersion("a", 0), new SymbolVersion("b", 0));
  }

  @Test
  void namesThePlaceOfWhatIsWrong() {
    byte[] cut = Arrays.copyOf(ElfBuilder.amd64().info("x=y").build(), 100);
    assertThatThrownBy(() -> ElfFile.parse(ByteSource.of(Bytes.of(cut))))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("ELF e_shnum at offset 60");
  }
}
