import CLinux
import DocumentText
import Glibc

/// The program `tradecraft-extract`: one document in, one frame out; one container in, its members and their listing out.
package enum ExtractCommand {
    /// Runs the program and returns its exit code: 0 when a frame was written, 64 for a wrong command line, 74 when the
    /// output cannot be written.
    package static func run(_ arguments: [String]) -> CInt {
        var arguments = arguments.dropFirst()
        guard arguments.first != "--help", arguments.first != "-h" else {
            print(usage)
            return 0
        }
        guard arguments.first != "--version" else {
            print(SoftwareVersion.current)
            return 0
        }
        guard arguments.first != "--protections" else { return reportProtections() }
        let isByHand = arguments.first == "--print"
        if isByHand {
            arguments = arguments.dropFirst()
        }
        guard let options = ExtractorArguments(commandLine: arguments) else {
            return complain("the command line is not understood; see --help", code: 64)
        }
        // Its files are out of reach afterwards.
        ArchiveLocale.prepare()
        let output = FrameOutput(descriptor: STDOUT_FILENO)
        do throws(ReadingFailure) {
            try Confinement.enter(limits: options.limits, parent: options.parent, policy: options.options.sandbox)
            let source = try DocumentSource(descriptor: STDIN_FILENO, name: options.name, limits: options.limits)
            let context = ReadingContext(limits: options.limits, options: options.options)
            switch isByHand
                ? try DocumentReader.read(source, context, members: MemberLines(output: output))
                : try DocumentReader.read(source, context, members: MemberFrames(output: output))
            {
            case .document(let document, let text):
                let head = isByHand ? [] : ExtractionFrame.documentHead(document, textBytes: text.count)
                return output.write(head) && output.write(text) ? 0 : 74
            case .members(let listing):
                guard isByHand else { return output.write(ExtractionFrame.listing(listing)) ? 0 : 74 }
                for member in listing.skipped {
                    _ = complain("left out (\(member.code)): \(member.name)", code: 0)
                }
                for warning in listing.warnings {
                    _ = complain(warning, code: 0)
                }
                return 0
            }
        } catch {
            guard !isByHand else {
                return complain("\(error.code): \(error.detail)", code: error.code == .unconfined ? 71 : 65)
            }
            return output.write(ExtractionFrame.failure(error.code, detail: error.detail)) ? 0 : 74
        }
    }

    private static func reportProtections() -> CInt {
        do throws(ReadingFailure) {
            let report = try Confinement.enter(limits: ExtractionLimits(), parent: nil, policy: .bestEffort)
            return FrameOutput(descriptor: STDERR_FILENO).write(Array("\(report.line)\n".utf8)) ? 0 : 74
        } catch {
            return complain(error.detail, code: 71)
        }
    }

    private static func complain(_ message: String, code: CInt) -> CInt {
        _ = FrameOutput(descriptor: STDERR_FILENO).write(Array("tradecraft-extract: \(message)\n".utf8))
        return code
    }

    private static let usage = """
        Reads one document from standard input and writes its text to standard output.

        usage: tradecraft-extract [--print] [--name NAME] [OPTION VALUE]... < FILE
               tradecraft-extract --protections
               tradecraft-extract --version

          --print           write the text alone, or the names and sizes of a container's members;
                            otherwise frames, as the tradecraft programs read them
          --name NAME       the document's name, a hint that tells kinds of text apart
          --parent PID      end when this process, which must be the parent, ends
          --sandbox required|best-effort
                            whether to read documents where the kernel cannot lock this program in
          --protections     lock this program in, say on standard error what protects the machine from it, and end
          --cpu-seconds N   --memory-bytes N   --input-bytes N   --text-bytes N   --pages N   --segments N

        Standard input must be a regular file. Exit code: 0 a result was written, 64 wrong command line,
        65 no text (with --print), 71 it cannot be locked in (with --print), 74 the output cannot be written.
        """
}
