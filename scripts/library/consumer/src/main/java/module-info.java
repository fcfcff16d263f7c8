/** A program that uses the library as a module. */
module consumer {
  requires org.jkmod.core;
  requires org.jkmod.natives;
}
