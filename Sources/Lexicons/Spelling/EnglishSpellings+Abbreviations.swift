extension EnglishSpellings {
  /// Abbreviations with their long forms, each pair in a set of its own: "dr" may be "doctor" or
  /// "drive", but these two are never misheard for each other.
  static let abbreviations: [[String]] =
    written.split(whereSeparator: \.isNewline).flatMap { line in
      let words = line.split(separator: " ").map(String.init)
      let (short, long) = (words[0], words.dropFirst())
      return long.map { [short, $0, short + "."] }
    }

  /// Titles, addresses, companies, months and days: each abbreviation with its possible long forms.
  private static let written = """
    mr mister
    mrs missus missis
    ms miss miz
    messrs messieurs
    dr doctor drive
    drs doctors
    prof professor
    profs professors
    rev reverend
    hon honorable honourable
    fr father
    br brother
    bro brother
    bros brothers
    sr senior sister
    jr junior
    esq esquire
    pres president
    vp vice-president
    gov governor
    govs governors
    sen senator
    sens senators
    rep representative
    reps representatives
    supt superintendent
    amb ambassador
    gen general
    gens generals
    col colonel
    cols colonels
    maj major
    capt captain
    cpt captain
    lt lieutenant
    lieut lieutenant
    sgt sergeant
    sgts sergeants
    cpl corporal
    pvt private
    adm admiral
    cmdr commander
    cdr commander
    insp inspector
    atty attorney
    asst assistant
    mgr manager monsignor
    msgr monsignor
    st street saint
    sts streets saints
    ste suite sainte
    rd road
    rds roads
    ave avenue
    av avenue
    blvd boulevard
    ln lane
    ct court
    pl place
    plz plaza
    sq square
    cir circle
    ter terrace
    terr terrace
    hwy highway
    fwy freeway
    expy expressway
    pkwy parkway
    tpke turnpike
    rte route
    apt apartment
    bldg building
    fl floor
    rm room
    hts heights
    ft fort feet foot
    mt mount
    mts mountains
    mtn mountain
    pt point
    co company county
    cos companies
    corp corporation
    inc incorporated
    ltd limited
    assn association
    assoc association associates
    dept department
    depts departments
    univ university
    inst institute
    natl national
    intl international
    govt government
    mfg manufacturing
    vol volume
    vols volumes
    jan january
    feb february
    apr april
    aug august
    sept september
    sep september
    oct october
    nov november
    dec december
    mon monday
    tue tuesday
    tues tuesday
    wed wednesday
    thu thursday
    thur thursday
    thurs thursday
    fri friday
    """
}
