/// English numbers as they are said and as they are commonly written, both ways.
enum EnglishNumberTable {
  static let pairs: [(spoken: String, written: String)] = [
    // Cardinals.
    ("zero", "0"), ("two", "2"), ("seven", "7"), ("ten", "10"), ("eleven", "11"), ("twelve", "12"),
    ("fifteen", "15"), ("nineteen", "19"), ("twenty", "20"), ("twenty three", "23"),
    ("forty", "40"),
    ("seventy five", "75"), ("ninety nine", "99"), ("one hundred", "100"),
    ("one hundred five", "105"), ("one hundred and five", "105"), ("two hundred fifty", "250"),
    ("three hundred and sixty five", "365"), ("nine hundred ninety nine", "999"),
    ("one thousand", "1000"), ("one thousand", "1,000"), ("two thousand one", "2001"),
    ("two thousand and nine", "2009"), ("twelve hundred", "1200"), ("twenty five hundred", "2500"),
    ("five thousand", "5,000"), ("six thousand seven hundred eighty nine", "6789"),
    ("ten thousand", "10,000"), ("twenty three thousand", "23,000"),
    ("forty five thousand six hundred seventy eight", "45,678"),
    ("two hundred and fifty thousand", "250,000"),
    ("nine hundred ninety nine thousand nine hundred ninety nine", "999,999"),
    ("one million", "1 million"), ("five million", "5 million"), ("five million", "5,000,000"),
    ("two million three hundred thousand", "2,300,000"), ("seven billion", "7 billion"),
    ("two point five million", "2.5 million"), ("one point two billion", "1.2 billion"),
    // Signs and decimals.
    ("minus five", "-5"), ("negative five", "-5"), ("minus three point five", "-3.5"),
    ("minus forty", "-40"), ("three point five", "3.5"), ("three point one four", "3.14"),
    ("zero point two five", "0.25"), ("point two five", "0.25"), ("ninety eight point six", "98.6"),
    ("two point zero", "2.0"), ("one hundred point seven", "100.7"), ("ten squared", "10²"),
    ("three cubed", "3³"),
    // Ordinals.
    ("third", "3rd"), ("fourth", "4th"), ("fifth", "5th"), ("eighth", "8th"), ("ninth", "9th"),
    ("eleventh", "11th"), ("twelfth", "12th"), ("thirteenth", "13th"), ("twentieth", "20th"),
    ("twenty first", "21st"), ("twenty second", "22nd"), ("twenty third", "23rd"),
    ("thirtieth", "30th"), ("fifty fifth", "55th"), ("one hundredth", "100th"),
    ("one hundred first", "101st"), ("one hundred and eleventh", "111th"),
    ("one thousandth", "1,000th"),
    // Years and decades.
    ("nineteen eighty four", "1984"), ("nineteen oh five", "1905"), ("nineteen hundred", "1900"),
    ("eighteen twelve", "1812"), ("seventeen seventy six", "1776"), ("fourteen ninety two", "1492"),
    ("twenty ten", "2010"), ("twenty twenty", "2020"), ("twenty twenty four", "2024"),
    ("two thousand", "2000"), ("two thousand five", "2005"), ("nineteen eighties", "1980s"),
    ("eighteen sixties", "1860s"), ("eighties", "80s"), ("nineties", "90s"),
    ("nineteen hundreds", "1900s"), ("twenty twenties", "2020s"),
    // Times.
    ("six forty five", "6:45"), ("ten thirty", "10:30"), ("half past ten", "10:30"),
    ("quarter past six", "6:15"), ("quarter to seven", "6:45"), ("seven oh five", "7:05"),
    ("twelve fifteen", "12:15"), ("six o'clock", "6 o'clock"), ("five pm", "5 pm"),
    ("six forty five pm", "6:45 pm"), ("seven oh five am", "7:05 am"), ("eleven am", "11 am"),
    ("eighteen hundred hours", "18:00"), ("quarter to one", "12:45"), ("nine fifty nine", "9:59"),
    // Dates.
    ("july fourth", "july 4"), ("july fourth", "july 4th"), ("march twenty third", "march 23rd"),
    ("december twenty five", "december 25"), ("fourth of july", "4th of july"),
    ("july fourth nineteen seventy six", "july 4 1976"),
    ("january first two thousand", "january 1 2000"),
    ("twenty first of may twenty ten", "21st of may 2010"), ("may first", "may 1"),
    ("june sixth nineteen forty four", "june 6th 1944"),
    // Money.
    ("five dollars", "$5"), ("one dollar", "$1"), ("five dollars", "5 dollars"),
    ("five dollars and fifty cents", "$5.50"), ("five dollars fifty", "$5.50"),
    ("fifty cents", "50 cents"), ("fifty cents", "$0.50"), ("one cent", "1 cent"),
    ("ninety nine cents", "99 cents"), ("two hundred dollars", "$200"),
    ("one thousand dollars", "$1,000"), ("five million dollars", "$5 million"),
    ("two point five million dollars", "$2.5 million"), ("ten pounds", "£10"),
    ("ten pounds fifty", "£10.50"), ("twenty pence", "20 pence"), ("twenty euros", "€20"),
    ("one hundred yen", "¥100"), ("fifty rupees", "₹50"),
    ("three dollars and five cents", "$3.05"),
    // Percentages and fractions.
    ("seventy five percent", "75%"), ("seventy five percent", "75 percent"),
    ("one hundred percent", "100%"), ("three point five percent", "3.5%"),
    ("zero point one percent", "0.1%"), ("minus two percent", "-2%"), ("one half", "1/2"),
    ("one half", "½"), ("two thirds", "2/3"), ("three quarters", "3/4"), ("three fourths", "3/4"),
    ("one third", "1/3"), ("two fifths", "2/5"), ("seven eighths", "7/8"),
    ("three and a half", "3½"), ("three and a half", "3 1/2"), ("two and three quarters", "2¾"),
    ("one and two thirds", "1 2/3"),
    // Digits one by one.
    ("five five five one two one two", "5551212"), ("nine one one", "911"), ("four one one", "411"),
    ("double oh seven", "007"), ("oh oh seven", "007"), ("triple five one two one two", "5551212"),
    ("eight oh oh five five five one two one two", "8005551212"),
    ("zero two one zero", "0210"), ("forty two seventeen", "4217"),
    // What is always said in one way.
    ("twenty four seven", "24/7"), ("nine eleven", "9/11"), ("double u", "w"),
    ("double u double u double u", "www"),
  ]

  /// Said in more ways than anybody writes.
  static let onlySpoken: [(spoken: String, written: String)] = [
    ("a hundred", "100"), ("a hundred and one", "101"), ("a thousand", "1000"),
    ("a million", "1 million"),
    ("two and a half million", "2.5 million"), ("twenty oh nine", "2009"),
    ("six fifteen p m", "6:15 pm"),
    ("five a m", "5 am"), ("a quarter past six", "6:15"), ("ten past six", "6:10"),
    ("twenty minutes to nine", "8:40"), ("quarter after nine", "9:15"),
    ("seventy five per cent", "75%"), ("three point fourteen", "3.14"), ("two point oh", "2.0"),
    ("july the fourth", "july 4"), ("five dollars fifty cents", "$5.50"), ("double seven", "77"),
    ("eight hundred five five five one two one two", "800-555-1212"), ("one two three", "123"),
    ("four oh four", "404"), ("six forty five", "645"), ("sixty six sixty six", "6666"),
    ("oh point five", "0.5"), ("hundredth", "100th"), ("two thousands", "2000s"),
  ]
}
