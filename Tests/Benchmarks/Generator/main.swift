// Measures the generator, one line of JSON a figure. Usage: GeneratorBenchmarks FOLDER [PART …],
// where the workload for the Python peers goes into FOLDER; parts: substitution, plausibility, near, index, words,
// memory. All by default.

import BundledLexicons
import Lexicons

let folder = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "."
let parts = CommandLine.arguments.dropFirst(2)
func measures(_ part: String) -> Bool { parts.isEmpty || parts.contains(part) }

let lexicon = try BundledLexicon.read()
let frequencies = try BundledLexicon.readFrequencies()
let homophones = HomophoneIndex(lexicon, frequencies: frequencies)

if measures("substitution") { try Benchmarks.substitution(homophones, folder) }
if measures("plausibility") { try Benchmarks.plausibility(homophones) }
if measures("near") { Benchmarks.nearHomophones(lexicon, frequencies) }
if measures("index") { try Benchmarks.index(folder) }
if measures("words") { try Benchmarks.words(folder) }
if measures("memory") { Benchmarks.memory() }
