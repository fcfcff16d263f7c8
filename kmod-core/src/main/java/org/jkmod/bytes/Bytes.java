package org.jkmod.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A read-only run of bytes that remembers where in its file it started. Every read is checked; one
 * that leaves the run throws {@link MalformedException} with the place. Offsets are in bytes from
 * the start of this run.
 *
 * <p>Text is returned with one {@code char} a byte (ISO-8859-1), so that bytes which are no valid
 * UTF-8 survive.
 */
public final class Bytes {
  private final ByteBuffer buffer;
  private final long origin;

  private Bytes(ByteBuffer buffer, long origin) {
    this.buffer = buffer;
    this.origin = origin;
  }

  /** The whole array, little-endian, as if it were a file. The array must not change afterwards. */
  public static Bytes of(byte[] array) {
    return new Bytes(ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN), 0);
  }

  /** The whole buffer (usually a mapped file), big-endian as the index files are. */
  public static Bytes of(ByteBuffer buffer, ByteOrder order) {
    return new Bytes(buffer.duplicate().order(order), 0);
  }

  /** An array that was read from {@code origin} of its file. */
  static Bytes readFrom(byte[] array, long origin) {
    return new Bytes(ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN), origin);
  }

  /** All of a buffer that was filled from {@code origin} of its file, whatever its position. */
  static Bytes readFrom(ByteBuffer buffer, long origin) {
    return new Bytes(buffer.order(ByteOrder.LITTLE_ENDIAN), origin);
  }

  /** The same bytes, read in another byte order. */
  public Bytes order(ByteOrder order) {
    return order == buffer.order() ? this : new Bytes(buffer.duplicate().order(order), origin);
  }

  public int size() {
    return buffer.limit();
  }

  /** Where this run starts in its file. */
  public long origin() {
    return origin;
  }

  /** A part of this run; {@code what} names it in the error. */
  public Bytes slice(long offset, long length, String what) throws MalformedException {
    int at = check(offset, length, what);
    ByteBuffer part = buffer.slice(at, (int) length).order(buffer.order());
    return new Bytes(part, origin + at);
  }

  public int u8(long offset, String what) throws MalformedException {
    return buffer.get(check(offset, 1, what)) & 0xff;
  }

  public int u16(long offset, String what) throws MalformedException {
    return buffer.getShort(check(offset, 2, what)) & 0xffff;
  }

  public long u32(long offset, String what) throws MalformedException {
    return buffer.getInt(check(offset, 4, what)) & 0xffffffffL;
  }

  /**
   * 64 bits; a value over {@link Long#MAX_VALUE} comes back negative, which every later range check
   * refuses.
   */
  public long u64(long offset, String what) throws MalformedException {
    return buffer.getLong(check(offset, 8, what));
  }

  /**
   * 32 bits for a loop whose bounds the caller has checked once.
   *
   * @throws IndexOutOfBoundsException when they were not
   */
  public int int32(int offset) {
    return buffer.getInt(offset);
  }

  /** 16 bits, likewise. */
  public int int16(int offset) {
    return buffer.getShort(offset) & 0xffff;
  }

  /** 8 bits, likewise. */
  public int int8(int offset) {
    return buffer.get(offset) & 0xff;
  }

  /** The text from {@code offset} up to a NUL, which must be there. */
  public String cString(long offset, String what) throws MalformedException {
    int length = cStringLength(offset, what);
    return text((int) offset, (int) offset + length);
  }

  /** How many bytes stand between {@code offset} and the NUL that ends the text there. */
  public int cStringLength(long offset, String what) throws MalformedException {
    int start = check(offset, 1, what);
    int end = indexOf((byte) 0, start);
    if (end == size()) {
      throw new MalformedException(what, origin + start, "text without an end");
    }
    return end - start;
  }

  /** The text from {@code offset} to a NUL or to the end of this run, whichever comes first. */
  public String paddedString(long offset, long length, String what) throws MalformedException {
    int start = check(offset, length, what);
    int end = Math.min(indexOf((byte) 0, start), start + (int) length);
    return text(start, end);
  }

  /** Where {@code value} stands at or after {@code from}; {@link #size()} when nowhere. */
  public int indexOf(byte value, int from) {
    int limit = size();
    int at = from;
    if (buffer.hasArray()) {
      byte[] array = buffer.array();
      int base = buffer.arrayOffset();
      while (at < limit && array[base + at] != value) {
        at++;
      }
      return at;
    }
    if (value == 0) {
      at = skipNonZero(at, limit);
    }
    while (at < limit && buffer.get(at) != value) {
      at++;
    }
    return at;
  }

  /** Eight bytes at a time, up to eight that have a zero among them. */
  private int skipNonZero(int from, int limit) {
    int at = from;
    while (at <= limit - 8) {
      long eight = buffer.getLong(at);
      if (((eight - 0x0101010101010101L) & ~eight & 0x8080808080808080L) != 0) {
        break;
      }
      at += 8;
    }
    return at;
  }

  /** Whether the bytes at {@code offset} are those of {@code text}. False when they do not fit. */
  public boolean startsWith(long offset, String text) {
    if (offset < 0 || offset + text.length() > size()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((buffer.get((int) offset + i) & 0xff) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Copies a range that the caller has checked. */
  public void copyTo(int offset, byte[] target, int targetOffset, int length) {
    buffer.get(offset, target, targetOffset, length);
  }

  /** Appends a range that the caller has checked, as text. */
  public void appendTo(StringBuilder target, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      target.append((char) (buffer.get(i) & 0xff));
    }
  }

  /** All of it as text. */
  public String fixedText() {
    return text(0, size());
  }

  /** A copy of all of it. */
  public byte[] toArray() {
    byte[] copy = new byte[size()];
    buffer.get(0, copy);
    return copy;
  }

  /** The text of the bytes from {@code start} to {@code end}, which the caller has checked. */
  private String text(int start, int end) {
    int length = end - start;
    if (buffer.hasArray()) {
      return new String(
          buffer.array(), buffer.arrayOffset() + start, length, StandardCharsets.ISO_8859_1);
    }
    byte[] copy = new byte[length];
    buffer.get(start, copy);
    return new String(copy, StandardCharsets.ISO_8859_1);
  }

  private int check(long offset, long length, String what) throws MalformedException {
    if (offset < 0 || length < 0 || offset > size() - length) {
      throw new MalformedException(
          what,
          origin + Math.max(offset, 0),
          Long.toUnsignedString(length)
              + " bytes wanted, "
              + Math.max(0, size() - Math.max(offset, 0))
              + " there");
    }
    return (int) offset;
  }
}
