/// The function words of English: its closed classes.
enum FunctionWords {
  static let english: Set<String> = Set(
    """
    a an the this that these those some any no every each either neither both all such what which
    whose i you he she it we they me him her us them my your his its our their mine yours hers ours
    theirs myself yourself himself herself itself ourselves yourselves themselves who whom one
    of in to for with on at by from into onto upon over under about above below between among through
    during before after since until till against toward towards across along around behind beside
    besides beyond down up off out near without within like than as per via
    and or but nor so yet if because although though while whereas unless whether when where why how
    am is are was were be been being do does did doing done have has had having will would shall
    should can could may might must ought
    i'm i'd i'll i've you're you'd you'll you've he's he'd he'll she's she'd she'll it's it'd it'll
    we're we'd we'll we've they're they'd they'll they've that's there's here's what's who's let's
    isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't won't wouldn't shan't
    shouldn't can't couldn't mightn't mustn't not there here then too also just very
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
