package org.jkmod.index;

/** A key of an index with one of its values. */
public record IndexEntry(String key, IndexValue value) {}
