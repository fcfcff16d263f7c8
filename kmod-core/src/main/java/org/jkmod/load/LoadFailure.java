package org.jkmod.load;

import java.io.IOException;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;

/**
 * A step of a plan that failed.
 *
 * @param target what the step is on the way to
 * @param reason what went wrong
 */
public record LoadFailure(LoadTarget target, LoadStep step, IOException reason) {}
