import Foundation
import Synchronization

/// The program while it runs.
final class Running: Sendable {
    /// The lines of its standard error, as they come.
    let lines: AsyncStream<String>

    private let process: ProcessBox
    private let output = Capture()
    private let errors = Capture()
    private let end: AsyncStream<Int32>

    init(
        _ arguments: [String],
        in folder: URL,
        input: Data = Data(),
        program: URL = Installation.program,
        variables: [String: String] = [:]
    ) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TRADECRAFT_") }
        environment["NO_COLOR"] = "1"
        environment.merge(variables) { _, new in new }
        process.environment = environment
        let (outputPipe, errorPipe, inputPipe) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = outputPipe
        process.standardError = errorPipe
        process.standardInput = inputPipe
        let (end, ended) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            let isSignal = process.terminationReason == .uncaughtSignal
            ended.yield(isSignal ? -process.terminationStatus : process.terminationStatus)
            ended.finish()
        }
        let (lines, line) = AsyncStream.makeStream(of: String.self)
        self.end = end
        self.lines = lines
        self.process = ProcessBox(process)
        output.read(outputPipe.fileHandleForReading, lines: nil)
        errors.read(errorPipe.fileHandleForReading, lines: line)
        try process.run()
        Thread.detachNewThread {
            // A program that ends without reading its input closes the pipe: that is no failure of the test.
            try? inputPipe.fileHandleForWriting.write(contentsOf: input)
            try? inputPipe.fileHandleForWriting.close()
        }
    }

    /// Waits for the end.
    func outcome() async throws -> Outcome {
        var code: Int32 = -1
        for await ended in end { code = ended }
        return Outcome(exitCode: code, output: await output.text(), errors: await errors.text())
    }

    /// The process.
    var processID: Int32 { process.processID }

    /// Sends a signal.
    func signal(_ number: Int32) { process.signal(number) }

    /// Waits for a line of standard error that holds a text, and gives it.
    func line(with text: String) async -> String? {
        for await line in lines where line.contains(text) { return line }
        return nil
    }

    /// Waits for a line of standard error that holds a text; false where the program ends without one.
    func waits(for text: String) async -> Bool {
        for await line in lines where line.contains(text) { return true }
        return false
    }
}

/// - Note: unchecked because `Process` is not Sendable; only its process id is read after it was started.
private final class ProcessBox: @unchecked Sendable {
    private let process: Process

    init(_ process: Process) { self.process = process }

    var processID: Int32 { process.processIdentifier }

    func signal(_ number: Int32) { kill(processID, number) }
}

/// What came out of a pipe.
private final class Capture: Sendable {
    private let data = Mutex(Data())
    private let end: AsyncStream<Void>
    private let ended: AsyncStream<Void>.Continuation

    init() { (end, ended) = AsyncStream.makeStream(of: Void.self) }

    func read(_ handle: FileHandle, lines: AsyncStream<String>.Continuation?) {
        Thread.detachNewThread { [self] in
            var pending = Data()
            while true {
                let chunk = handle.availableData
                if chunk.isEmpty { break }
                data.withLock { $0 += chunk }
                guard let lines else { continue }
                pending += chunk
                while let index = pending.firstIndex(of: UInt8(ascii: "\n")) {
                    lines.yield(String(decoding: pending[..<index], as: UTF8.self))
                    pending = Data(pending[pending.index(after: index)...])
                }
            }
            // All tests share one process, which may only have so many files open.
            try? handle.close()
            lines?.finish()
            ended.finish()
        }
    }

    func text() async -> String {
        for await _ in end {}
        return data.withLock { String(decoding: $0, as: UTF8.self) }
    }
}
