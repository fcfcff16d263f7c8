/**
 * The tools and their libraries as one module of the Java runtime that scripts/build --jvm makes.
 * In the runtime's own file of classes the JVM finds a class, or that there is none, without the
 * list of a jar, which it would read at each start.
 */
module org.jkmod {
  requires java.logging;
  requires jdk.unsupported;
}
