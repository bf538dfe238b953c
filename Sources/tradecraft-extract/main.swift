import DocumentExtraction
import Glibc

exit(ExtractCommand.run(CommandLine.arguments))
