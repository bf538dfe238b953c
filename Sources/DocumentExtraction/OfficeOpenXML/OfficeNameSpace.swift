/// The name spaces of Office Open XML, in which the transitional and the strict form of the format differ.
enum OfficeNameSpace {
    case word, sheet, presentation, drawing, chart, diagram, sheetDrawing
    case math, compatibility, vml
    /// Comments with answers, of the newer PowerPoint and Excel.
    case modernComments

    /// The name space of an element.
    init?(of name: XMLName) {
        guard let known = Self.suffixes.first(where: { name.isInSpace(endingWith: $0.suffix) }) else { return nil }
        self = known.space
    }

    private static let suffixes: [(suffix: StaticString, space: OfficeNameSpace)] = [
        ("/wordprocessingml/2006/main", .word), ("/wordprocessingml/main", .word),
        ("/spreadsheetml/2006/main", .sheet), ("/spreadsheetml/main", .sheet),
        ("/presentationml/2006/main", .presentation), ("/presentationml/main", .presentation),
        ("/drawingml/2006/main", .drawing), ("/drawingml/main", .drawing),
        ("/drawingml/2006/chart", .chart), ("/drawingml/chart", .chart), ("/drawing/2014/chartex", .chart),
        ("/drawingml/2006/diagram", .diagram), ("/drawingml/diagram", .diagram),
        ("/drawingml/2006/spreadsheetDrawing", .sheetDrawing), ("/drawingml/spreadsheetDrawing", .sheetDrawing),
        ("/drawingml/2006/chartDrawing", .sheetDrawing), ("/drawingml/chartDrawing", .sheetDrawing),
        ("/officeDocument/2006/math", .math), ("/officeDocument/math", .math),
        ("/markup-compatibility/2006", .compatibility), ("schemas-microsoft-com:vml", .vml),
        ("/office/powerpoint/2018/8/main", .modernComments),
        ("/office/spreadsheetml/2018/threadedcomments", .modernComments),
    ]
}
