package org.jkmod.resolve;

import org.jkmod.config.Origin;

/**
 * What a policy has against a module or an operand.
 *
 * @param subject the module, by its resolved name, or the operand as it was given
 * @param origin the rule that says so
 * @param reason as the rule gives it; empty when it gives none
 * @param enforced whether it keeps the module out; otherwise it is only to be logged
 */
public record Objection(String subject, Origin origin, String reason, boolean enforced) {}
