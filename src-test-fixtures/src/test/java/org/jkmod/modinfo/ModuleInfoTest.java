package org.jkmod.modinfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jkmod.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleInfoTest {
  private static final String SECTION =
      "firmware=a.bin\0license=GPL\0\0\0firmwares=no\0xfirmware=no\0firmware=\0"
          + "alias=firmware=no\0firmware=b=c\0firmware=cut off";

  /** One key's values are those that all fields have of it. */
  @ParameterizedTest
  @ValueSource(strings = {"firmware", "firmwares", "license", "alias", "", "none"})
  void valuesOfOneKey(String key) throws IOException {
    byte[] bytes = SECTION.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    for (Bytes section : new Bytes[] {Bytes.of(bytes), Bytes.of(direct, ByteOrder.LITTLE_ENDIAN)}) {
      assertThat(ModuleInfo.values(section, key))
          .isEqualTo(ModuleInfo.parse(section).all(key).stream().toList());
    }
  }

  @Test
  void aTextWithoutAnEqualsSignIsNoValue() throws IOException {
    Bytes section = Bytes.of("firmware\0firmware=a".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(ModuleInfo.values(section, "firmware")).containsExactly("a");
  }

  @Test
  void valuesInTheOrderOfTheFile() throws IOException {
    Bytes section = Bytes.of(SECTION.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(ModuleInfo.values(section, "firmware"))
        .containsExactly("a.bin", "", "b=c", "cut off");
  }
}
