/// A page of HTML with everything that reports on the Web have, as large as wanted.
enum MadeUpPage {
    /// A page of about so many bytes.
    static func html(size: Int) -> String {
        var page = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Incident reports</title>
            <style>p { margin: 1em } .nav a { color: blue }</style></head><body>
            <nav class="nav"><ul><li><a href="/">Home</a><li><a href="/reports">Reports</a></ul></nav><main>

            """
        page.reserveCapacity(size + 8_192)
        var number = 0
        while page.utf8.count < size {
            page += section(number)
            number += 1
        }
        return page + "</main><footer>Copyright &copy; nobody</footer></body></html>\n"
    }

    private static func section(_ number: Int) -> String {
        let paragraphs = MadeUpReport(number: number).text(size: 3_000).split(separator: "\n")
        var section = "<article id=\"r\(number)\"><h2>Report <em>\(number)</em> &ndash; a summary</h2>\n"
        for (index, paragraph) in paragraphs.enumerated() {
            section +=
                "<p class=\"text lead\">\(paragraph) <a href=\"https://www.example.com/\(number)/\(index)\">more</a></p>\n"
        }
        section += "<table><tr><th>Technique</th><th>Use</th></tr>"
        for row in 0..<5 {
            section += "<tr><td>T10\(50 + row)</td><td>It was &quot;used&quot; on host\(row)&amp;server</td></tr>\n"
        }
        return section + "</table><ul><li>hxxp://bad[.]example/\(number)<li><code>cmd /c whoami</code></ul></article>\n"
    }
}
