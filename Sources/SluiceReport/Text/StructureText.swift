package import SluiceEngine

/// Structural findings as messages, for commands whose output is data.
package enum StructureText {
  package static func render(_ findings: [StructuralFinding], style: Style = .plain) -> String {
    let blocks = StructureBlocks(findings, files: [])
    return TextBlock.render(blocks.warnings + blocks.faults, style)
  }
}
