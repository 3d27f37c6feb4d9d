/// The lists and rules of ``SpellingVariants/english``.
enum EnglishSpellings {
  /// Spellings of the same word that no rule covers.
  static let sets: [[String]] = [
    ["ok", "okay", "o.k.", "okey"], ["alright", "all right"], ["grey", "gray"],
    ["mr", "mister", "mr."], ["mrs", "missus", "mrs."], ["dr", "doctor", "dr."],
    ["st", "saint", "st."], ["gaol", "jail"], ["kerb", "curb"], ["tyre", "tire"],
    ["tyres", "tires"], ["cheque", "check"], ["cheques", "checks"], ["plough", "plow"],
    ["ploughed", "plowed"], ["draught", "draft"], ["draughts", "drafts"], ["storey", "story"],
    ["storeys", "stories"], ["whisky", "whiskey"], ["programme", "program"],
    ["programmes", "programs"], ["gram", "gramme"], ["pyjamas", "pajamas"],
    ["sceptic", "skeptic"], ["sceptical", "skeptical"], ["mould", "mold"],
    ["moulded", "molded"], ["smoulder", "smolder"], ["moustache", "mustache"],
    ["cosy", "cozy"], ["connexion", "connection"], ["today", "to-day", "to day"],
    ["tonight", "to-night", "to night"], ["tomorrow", "to-morrow", "to morrow"],
    ["goodbye", "good-bye", "good bye", "goodby"], ["everyone", "every one"],
    ["anyone", "any one"], ["someone", "some one"], ["forever", "for ever"],
    ["upstairs", "up stairs"], ["cannot", "can not"], ["anything", "any thing"],
    ["everything", "every thing"], ["anybody", "any body"], ["meanwhile", "mean while"],
    ["hullo", "hello"], ["hallo", "hello"], ["show", "shew"], ["shown", "shewn"],
    ["licence", "license"], ["defence", "defense"], ["offence", "offense"],
    ["pretence", "pretense"], ["practise", "practice"], ["judgement", "judgment"],
    ["acknowledgement", "acknowledgment"], ["ageing", "aging"], ["axe", "ax"],
    ["adviser", "advisor"], ["enquire", "inquire"], ["enquiry", "inquiry"],
    ["grandad", "granddad"], ["instal", "install"], ["nought", "naught"],
    ["omelette", "omelet"], ["racquet", "racket"], ["sulphur", "sulfur"], ["wilful", "willful"],
    ["woollen", "woolen"], ["skilful", "skillful"], ["fulfil", "fulfill"], ["enrol", "enroll"],
    ["jewellery", "jewelry"], ["traveller", "traveler"], ["marvellous", "marvelous"],
    ["gypsy", "gipsy"], ["aluminium", "aluminum"], ["through", "thru"], ["though", "tho"],
    ["night", "nite"], ["till", "til"], ["vs", "versus"], ["etc", "etcetera", "et cetera"],
    ["email", "e-mail", "e mail"], ["ax", "axe"], ["disc", "disk"], ["discs", "disks"],
    ["catalogue", "catalog"], ["dialogue", "dialog"], ["per cent", "percent"],
    ["phial", "vial"], ["waggon", "wagon"], ["waggons", "wagons"],
  ]

  /// British and American endings of the same stem.
  static let endings: [(String, String)] = [
    ("our", "or"), ("ise", "ize"), ("yse", "yze"), ("isation", "ization"), ("re", "er"),
    ("ogue", "og"), ("ll", "l"), ("ae", "e"), ("oe", "e"), ("aeo", "eo"), ("ence", "ense"),
    ("mme", "m"), ("que", "ck"), ("gue", "g"), ("ie", "y"), ("ey", "y"), ("is", "iz"),
    ("ys", "yz"), ("gement", "gment"),
  ]

  /// Suffixes that may follow the place where the spellings differ.
  static let suffixes = [
    "", "s", "d", "ed", "r", "er", "ers", "ing", "ings", "ation", "ations", "able", "al", "ful",
    "fully", "less", "ly", "ite", "ites", "ist", "ists", "y", "ies", "hood", "'s", "er's", "es",
    "rs", "ism", "ably", "ous", "ously",
  ]
}
