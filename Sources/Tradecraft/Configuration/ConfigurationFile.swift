#if canImport(Glibc)
import Glibc
#endif

/// Where an installation keeps its configuration.
enum ConfigurationFile {
    /// `tradecraft.yaml` in the folder of the running program, links followed.
    static let besideRunningProgram: String = {
        let name = "tradecraft.yaml"
        guard let program = realpath("/proc/self/exe", nil) else { return name }
        defer { free(program) }
        let path = String(cString: program)
        let beside = (path.lastIndex(of: "/").map { path[...$0] } ?? "") + name
        // What is shown and named in errors is the file itself, not the link beside the program.
        guard let file = realpath(String(beside), nil) else { return String(beside) }
        defer { free(file) }
        return String(cString: file)
    }()
}
