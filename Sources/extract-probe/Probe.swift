import CHostileActs
import CLinux
import DocumentExtraction
import DocumentText
import Glibc

/// One run of the program.
struct Probe {
    static let usage = """
        usage: extract-probe [user=ID] [kernel=LANDLOCK,FILTER] [sandbox=POLICY] [folder=DIR] [port=N] WHAT [ARGUMENT]...

          free           every act, each in a process of its own, without the sandbox
          confined       every act, within the sandbox
          confined ACT   one act or one thing that never ends, within the sandbox
          tool ACT       one act, by a tool that was started from within the sandbox
          two-tools      starts a second tool while the first runs
          run PATH ...   a real tool, with the arguments, within the sandbox
          extract ...    the extractor itself

        As the program of an extractor client it does what the document's name says.

        """

    private var user: UInt32?
    private var kernel = Confinement.Kernel.running
    private var policy = ExtractionOptions.Sandbox.required
    private var folder = "/tmp"
    private var port = 0
    private var parent: Int32?
    private var limits = ExtractionLimits()
    private var words: ArraySlice<String> = []

    init?(_ arguments: [String]) {
        var rest = arguments[...]
        if arguments.first == "--parent" {
            guard let options = ExtractorArguments(commandLine: arguments) else { return nil }
            parent = options.parent
            limits = options.limits
            rest = options.name.split(separator: " ").map(String.init)[...]
        }
        while let word = rest.first, let mark = word.firstIndex(of: "=") {
            let value = String(word[word.index(after: mark)...])
            switch word[..<mark] {
            case "user": user = UInt32(value)
            case "folder": folder = value
            case "port": port = Int(value) ?? 0
            case "sandbox": policy = ExtractionOptions.Sandbox(rawValue: value) ?? .required
            case "kernel":
                let parts = value.split(separator: ",")
                guard parts.count == 2, let landlock = Int(parts[0]) else { return nil }
                kernel = Confinement.Kernel(landlock: landlock, hasFilter: parts[1] == "yes")
            default: return nil
            }
            rest.removeFirst()
        }
        guard !rest.isEmpty else { return nil }
        words = rest
    }

    func run() -> CInt {
        if let user {
            guard setgroups(0, nil) == 0, setgid(user) == 0, setuid(user) == 0 else { return 77 }
        }
        switch words.first {
        case "free":
            withStage { hostile_act_all($0, true) }
            return 0
        case "extract": return ExtractCommand.run(Array(words))
        case "confined": return confined { perform(words.dropFirst().first) }
        case "tool": return confined { tool(words.dropFirst().first ?? "") }
        case "two-tools": return confined { twoTools() }
        case "run": return confined { runTool(Array(words.dropFirst())) }
        default: return 64
        }
    }

    private func confined(_ body: () -> CInt) -> CInt {
        // The acts look for it after the sandbox has closed it.
        _ = open("/etc/passwd", O_RDONLY)
        do throws(ReadingFailure) {
            let report = try Confinement.enter(limits: limits, parent: parent, policy: policy, kernel: kernel)
            if words == ["confined"] { say(report.line) }
        } catch {
            say("\(error.code): \(error.detail)")
            return 0
        }
        return body()
    }

    private func withStage(_ body: (UnsafePointer<hostile_stage>) -> Void) {
        folder.withCString { folder in
            let inherited = open("/etc/passwd", O_RDONLY)
            var stage = hostile_stage(folder: folder, port: CInt(port), inherited: inherited < 0 ? 3 : inherited)
            body(&stage)
        }
    }

    private func perform(_ act: String?) -> CInt {
        switch act {
        case nil: withStage { hostile_act_all($0, false) }
        case "fork-bomb": hostile_fork_bomb()
        case "burn": hostile_burn()
        case "write": hostile_write()
        case "allocate": say("allocated \(hostile_allocate())")
        case "open": say("opened \(hostile_open_descriptors())")
        case "compat": say("answered \(hostile_compat_call())")
        case let act?: withStage { say("\(act) \(hostile_act(act, $0))") }
        }
        return 0
    }

    /// Runs the first listed tool that `PATH` has, which a test put there.
    private func start(_ act: String, output: CInt) -> pid_t {
        CStrings.with(["pdftotext", act, folder, String(port)]) { arguments in
            CStrings.with([]) { environment in
                clinux_tool_start("\(folder)/pdftotext", arguments, environment, memoryInput(), output, output)
            }
        }
    }

    private func tool(_ act: String) -> CInt {
        let process = start(act, output: STDOUT_FILENO)
        var status: CInt = 0
        guard process > 0 else {
            say("not started \(-process)")
            return 0
        }
        let problem = clinux_tool_wait(process, &status)
        say("ended \(status) \(problem)")
        return 0
    }

    private func twoTools() -> CInt {
        let first = start("wait", output: STDOUT_FILENO)
        say("first \(first > 0)")
        say("second \(start("wait", output: STDOUT_FILENO) == -EBUSY)")
        clinux_tool_kill(first)
        var status: CInt = 0
        say("killed \(clinux_tool_wait(first, &status) == 0 && status == SIGKILL)")
        let other = CStrings.with(["echo"]) { arguments in clinux_tool_start("/bin/echo", arguments, arguments, 0, 1, 2)
        }
        say("other \(other == -EACCES)")
        return 0
    }

    private func runTool(_ words: [String]) -> CInt {
        guard let path = words.first else { return 64 }
        let process = CStrings.with(words) { arguments in
            CStrings.with(["OMP_THREAD_LIMIT=1"]) { clinux_tool_start(path, arguments, $0, memoryInput(), 1, 2) }
        }
        var status: CInt = 0
        guard process > 0, clinux_tool_wait(process, &status) == 0 else { return 1 }
        return status == 0 ? 0 : 2
    }

    /// The input in a memory file, as readers hand on a part of a document.
    private func memoryInput() -> CInt {
        let copy = clinux_memory_file("input")
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            guard count > 0 else { break }
            guard write(copy, buffer, count) == count else { return -1 }
        }
        return lseek(copy, 0, SEEK_SET) == 0 ? copy : -1
    }

    private func say(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        guard write(STDOUT_FILENO, bytes, bytes.count) == bytes.count else { exit(74) }
    }
}
