import Foundation

/// The machine's own Python, where there is one.
enum Python {
    /// Whether it has the package that reads JSON Schema.
    static let hasJSONSchema: Bool = {
        // No Python at all is as good as one without the package.
        (try? run(["-c", "import jsonschema; jsonschema.Draft202012Validator"])) == 0
    }()

    /// Runs it, and gives its exit code.
    static func run(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
