import AttackKnowledge

extension HTMLReport {
    /// What analysts found to be wrong.
    mutating func writeRejected() {
        guard !report.rejected.isEmpty else {
            return
        }
        output.markup(
            """
            <section id="rejected" aria-labelledby="rejected-h">
            <h2 id="rejected-h">Rejected by an analyst</h2>
            <p class="prose">The program found these; an analyst says that the document does not describe them. \
            Nothing else in the report counts them.</p>
            <table class="changes">
            <caption class="sr">Techniques that an analyst rejected</caption>
            <thead><tr><th scope="col">Technique</th><th scope="col">Confidence it had</th></tr></thead>
            <tbody>

            """
        )
        for rejected in report.rejected {
            output.element("<tr><th scope=\"row\">", rejected.name, " <span class=\"id\">")
            writeLink(AttackLink.technique(rejected.id), rejected.id.description)
            output.markup("</span></th><td>")
            writeChip(rejected.score)
            output.markup("</td></tr>\n")
        }
        output.markup("</tbody>\n</table>\n</section>\n")
    }

    /// What an analyst said of a technique, where one has.
    mutating func writeReview(of technique: ReportedTechnique) {
        switch technique.review {
        case .accepted: output.markup("<p class=\"verdict\"><b aria-hidden=\"true\">✓</b> Accepted by an analyst</p>\n")
        case .added: output.markup("<p class=\"verdict\"><b aria-hidden=\"true\">+</b> Added by an analyst</p>\n")
        case .rejected, nil: break
        }
    }

    /// A confidence in its colour.
    mutating func writeChip(_ score: Double) {
        output.markup("<span class=\"chip ")
        output.markup(Self.heatClass(score))
        output.element("\">", ConfidenceBand(score: score).name, " ")
        output.number(Score.hundredths(score))
        output.markup("</span>")
    }
}
