/**
 * The .modinfo section, version magic, parameters, the signature trailer and
 * modules.builtin.modinfo.
 */
@NullMarked
package org.jkmod.modinfo;

import org.jspecify.annotations.NullMarked;
