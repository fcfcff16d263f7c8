package org.jkmod.natives;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import jnr.ffi.Pointer;

/** Bytes outside the Java heap for a call of the C library; close() ends their use. */
final class NativeBytes implements AutoCloseable {
  private final ByteBuffer memory;

  private NativeBytes(int size) {
    memory = ByteBuffer.allocateDirect(size);
  }

  /** Bytes that are all 0. */
  static NativeBytes ofSize(int size) {
    return new NativeBytes(size);
  }

  /** These bytes and a NUL. */
  static NativeBytes of(byte[] bytes) {
    NativeBytes copy = new NativeBytes(bytes.length + 1);
    copy.memory.put(0, bytes);
    return copy;
  }

  /** One byte a char, and a NUL. */
  static NativeBytes of(String text) {
    return of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  long address() {
    return Pointer.wrap(NativeLibrary.RUNTIME, memory).address();
  }

  /** The text from a place to the next NUL, or of the whole length where there is none. */
  String text(int start, int length) {
    int end = start;
    while (end < start + length && memory.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    memory.get(start, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Up to here the memory is not given back. */
  @Override
  @SuppressWarnings("ReachabilityFenceUsage") // The caller's try statement is what has the finally.
  public void close() {
    Reference.reachabilityFence(memory);
  }
}
