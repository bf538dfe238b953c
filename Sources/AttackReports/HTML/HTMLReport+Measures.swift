extension HTMLReport {
    /// What ATT&CK knows against a technique, in a fold.
    mutating func writeMeasures(against technique: ReportedTechnique) {
        let mitigations = measures.mitigations(of: technique)
        let detections = measures.detections(of: technique)
        let counts = [
            mitigations.isEmpty ? nil : Phrase.count(mitigations.count, "mitigation"),
            detections.isEmpty
                ? nil : "\(detections.count) detection \(detections.count == 1 ? "strategy" : "strategies")",
        ]
        .compactMap(\.self)
        guard !counts.isEmpty else {
            return
        }
        output.element("<details class=\"measures\">\n<summary>", Phrase.list(counts), "")
        output.element("<span class=\"sr\"> for ", technique.name, "</span></summary>\n")
        write(mitigations, "<h4>Mitigations</h4>\n<ul>\n")
        write(detections, "<h4>Detection strategies</h4>\n<ul>\n")
        output.markup("</details>\n")
    }

    private mutating func write(_ measures: [TechniqueMeasures.Measure], _ heading: StaticString) {
        guard !measures.isEmpty else {
            return
        }
        output.markup(heading)
        for measure in measures {
            output.markup("<li><span class=\"id\">")
            writeLink(measure.address, measure.id)
            output.element("</span> ", measure.name, "</li>\n")
        }
        output.markup("</ul>\n")
    }
}
