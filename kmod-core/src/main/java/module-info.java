/**
 * Kernel modules: their files, indexes, configuration, what loading one takes, and loading it.
 * {@link org.jkmod.Kmod} is the way in.
 */
module org.jkmod.core {
  requires static transitive org.jspecify;
  requires org.apache.commons.compress;
  requires org.tukaani.xz;
  requires aircompressor;
  requires org.bouncycastle.provider;

  exports org.jkmod;
  exports org.jkmod.boot;
  exports org.jkmod.bytes;
  exports org.jkmod.check;
  exports org.jkmod.closure;
  exports org.jkmod.config;
  exports org.jkmod.convert;
  exports org.jkmod.depmod;
  exports org.jkmod.device;
  exports org.jkmod.diagnose;
  exports org.jkmod.elf;
  exports org.jkmod.firmware;
  exports org.jkmod.graph;
  exports org.jkmod.index;
  exports org.jkmod.live;
  exports org.jkmod.load;
  exports org.jkmod.modinfo;
  exports org.jkmod.policy;
  exports org.jkmod.port;
  exports org.jkmod.resolve;
  exports org.jkmod.sweep;
}
