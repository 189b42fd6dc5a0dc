package org.dreamlms.books.dcs;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A file or folder as DCS lists it.
 *
 * @param path from the root of the storage, that of a folder with a slash at its end
 * @param size bytes, of files only
 */
@RegisterForReflection
record DcsNode(String path, String type, Long size, List<DcsNode> children) {}
