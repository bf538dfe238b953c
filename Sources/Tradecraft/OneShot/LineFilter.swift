#if canImport(Glibc)
import Glibc
#endif

/// The filter of `evaluate --ndjson`: one JSON object a line in, one result a line out, in the same order.
///
/// What is there is answered at once, so that the filter can be used in a dialogue. The same lines give the same bytes,
/// whatever the number of threads.
package struct LineFilter: Sendable {
    private let mapping: LineMapping
    private let threads: Int

    /// How many bytes are read at a time.
    private static let chunk = 1 << 20

    /// A filter on a mapper, or on one for each domain.
    package init(mappers: DomainMappers, top: Int?, threads: Int) {
        mapping = LineMapping(mappers: mappers, top: top)
        self.threads = threads
    }

    /// Answers every line of standard input on standard output.
    ///
    /// - Throws: ``StartupError`` where standard input or output fails.
    package func run() async throws(StartupError) {
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: Self.chunk)
        var number = 0
        // Where the search for the end of the line goes on: a long line is looked at once.
        var searched = 0
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw StartupError(.inputOutput, "standard input cannot be read: error \(errno)")
            }
            pending += buffer[..<count]
            var lines: [(number: Int, bytes: ArraySlice<UInt8>)] = []
            var start = pending.startIndex
            while let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                number += 1
                lines.append((number, pending[start..<end]))
                start = end + 1
                searched = start
            }
            searched = pending.endIndex
            if count == 0, start < pending.endIndex {
                lines.append((number + 1, pending[start...]))
                start = pending.endIndex
            }
            try await answer(lines.filter { !$0.bytes.isBlank })
            pending.removeFirst(start)
            searched -= start
            if count == 0 { return }
        }
    }

    private func answer(_ lines: [(number: Int, bytes: ArraySlice<UInt8>)]) async throws(StartupError) {
        let threads = min(threads, lines.count)
        var answers = [String](repeating: "", count: lines.count)
        if threads <= 1 {
            for (index, line) in lines.enumerated() { answers[index] = mapping.answer(line.bytes, line.number) }
        } else {
            await withTaskGroup(of: [(Int, String)].self) { [mapping] group in
                for first in 0..<threads {
                    group.addTask {
                        stride(from: first, to: lines.count, by: threads)
                            .map { ($0, mapping.answer(lines[$0].bytes, lines[$0].number)) }
                    }
                }
                for await part in group { for (index, answer) in part { answers[index] = answer } }
            }
        }
        for answer in answers { try write(answer) }
    }

    private func write(_ answer: String) throws(StartupError) {
        var answer = answer
        let failure: Int32 = answer.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(STDOUT_FILENO, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return errno }
                written += count
            }
            return 0
        }
        if failure != 0 { throw StartupError(.inputOutput, "standard output cannot be written to: error \(failure)") }
    }
}

extension ArraySlice<UInt8> {
    fileprivate var isBlank: Bool { allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 } }
}
