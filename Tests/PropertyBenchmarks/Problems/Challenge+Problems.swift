// What everyday properties look like, beside Hypothesis: see hypothesis_problems.py, which gives it the
// same problems.
extension Challenge {
  package static let problems: [Challenge] = [
    .productOfCounts, .singularMatrix, .hundreds, .wideHundreds, .filterOfOnePercent,
    .filteredElements, .productOfThreeCounts, .nestedCounts, .twoCounts, .chunks, .triangle,
    .sizeByFlatMap, .prime, .negativeMultiple, .powerOfTwo, .fiveBits, .palindrome,
    .commonDivisor, .multipleInList, .sumOfThree, .threeFloats, .differenceOfFloats,
    .sumOfFloatList, .fraction, .vowel, .threeLetters, .digits, .notItsReverse, .twoTexts,
    .leapDay, .orderedTriple, .overlappingIntervals, .keyInDictionary,
  ]
}
