/// German numbers as they are said and as they are commonly written, both ways.
enum GermanNumberTable {
  static let pairs: [(spoken: String, written: String)] = [
    ("null", "0"), ("zwei", "2"), ("sieben", "7"), ("zwölf", "12"), ("sechzehn", "16"),
    ("einundzwanzig", "21"), ("dreißig", "30"), ("fünfundsiebzig", "75"), ("einhundert", "100"),
    ("hundert", "100"), ("einhundertfünf", "105"), ("hundertfünf", "105"),
    ("dreihundertfünfundsechzig", "365"), ("tausend", "1000"), ("eintausend", "1.000"),
    ("zweitausendneun", "2009"), ("dreiundzwanzigtausend", "23.000"),
    ("zweihundertfünfzigtausend", "250.000"), ("eine million", "1 million"),
    ("zwei millionen", "2 millionen"), ("minus fünf", "-5"), ("drei komma fünf", "3,5"),
    ("dreieinhalb", "3,5"), ("null komma zwei fünf", "0,25"), ("minus drei komma fünf", "-3,5"),
    ("erste", "1."), ("dritter", "3."), ("siebten", "7."), ("einundzwanzigste", "21."),
    ("neunzehnhundertvierundachtzig", "1984"), ("achtzehnhundertzwölf", "1812"),
    ("neunzehnhundertfünf", "1905"),
    ("achtziger", "80er"), ("neunzehnhundertachtziger", "1980er"),
    ("achtzehn uhr dreißig", "18:30 uhr"), ("achtzehn uhr dreißig", "18:30"),
    ("sechs uhr", "6 uhr"), ("ein uhr", "1 uhr"),
    ("sechs uhr fünf", "6:05 uhr"), ("halb sieben", "6:30"), ("viertel nach sechs", "6:15"),
    ("viertel vor sieben", "6:45"), ("dreiviertel sieben", "6:45"),
    ("dritter oktober", "3. oktober"),
    ("dritten oktober neunzehnhundertneunzig", "3. oktober 1990"), ("erster mai", "1. mai"),
    ("fünf euro", "5 euro"), ("fünf euro", "5€"), ("ein euro", "1 euro"),
    ("fünf euro fünfzig", "5,50€"), ("fünf euro und fünfzig cent", "5,50 euro"),
    ("fünfzig cent", "50 cent"), ("zehn dollar", "10 dollar"), ("zehn dollar", "$10"),
    ("fünfundsiebzig prozent", "75%"), ("fünfundsiebzig prozent", "75 prozent"),
    ("drei komma fünf prozent", "3,5%"), ("zwei drittel", "2/3"), ("ein viertel", "1/4"),
    ("ein halb", "1/2"), ("drei viertel", "3/4"), ("null acht eins fünf", "0815"),
  ]

  /// Said in more ways than anybody writes.
  static let onlySpoken: [(spoken: String, written: String)] = [
    ("zwo", "2"), ("dreissig", "30"), ("zweitausend und neun", "2009"), ("anderthalb", "1,5"),
    ("zehn nach sechs", "6:10"), ("fünf vor halb sieben", "6:25"), ("zwanzig vor acht", "7:40"),
    ("null acht eins fünf", "0815"), ("ein und zwanzig", "21"), ("eine milliarde", "1 milliarde"),
  ]
}
