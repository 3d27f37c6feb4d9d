/// The commit that the program was built from, as `make` found it; "unknown" in other builds.
///
/// Make compiles the function anew and links it in, so that a new commit compiles no Swift.
const char *mondegreenBuildCommit(void);
