/// Files of a format, of our own making, and what they stand among.
struct ListSeed {
  /// The format's id.
  let format: String
  let seeds: [String]
  /// Where the damaged file stands in the folder that is read; nil where it is read itself.
  var file: String?
  /// Other files, by their paths in the folder.
  var beside: [(file: String, text: String)] = []
  /// Options of the source; FOLDER stands for the folder.
  var options: String?
}

let listSeeds: [ListSeed] = [
  ListSeed(
    format: "jsonl",
    seeds: [
      #"""
      {"version":1}
      {"id":"u1","reference":"see you at two","nbest":[{"text":"sea you at two","acoustic":10.5,"language":3,"total":13.5},{"text":"see you","total":14}]}
      {"id":"u2","group":"g","fields":{"room":"hall"},"reference":"","nbest":[{"text":"","total":0}]}

      """#
    ]),
  ListSeed(
    format: "manifest",
    seeds: [
      #"""
      {"audio_filepath":"/d/a_0001.wav","duration":2.1,"text":"see the knight","pred_text":"sea the night"}
      {"audio_filepath":"/d/a_0002.flac","text":"null","speaker":"x"}

      """#
    ]),
  ListSeed(
    format: "hyporadise",
    seeds: [
      #"[{"input":["sea you at two","see you at two","sea you at two"],"output":"see you at two"}]"#,
      #"[{"id":"q07","input":["pay $five","<UNK>"],"output":"pay five dollars","am_score":[-0.31,-0.36]}]"#,
      #"[{"input":["<UNK>","hm"],"output":"right here","input1":"<UNK>.","input2":"hm. "}]"#,
    ]),
  ListSeed(
    format: "mlm-scoring",
    seeds: [
      #"{"u1":{"hyp_1":{"score":-1.2,"text":" by the pier"},"hyp_2":{"score":-2.0,"text":"buy"},"ref":"by the pier"}}"#,
      #"{"u2":{"ref":"one two","first_pass":"won","hyp_10":{"text":"one too","score":-31.5,"lm":-8.1,"am":-12.0}}}"#,
    ]),
  ListSeed(
    format: "espnet1",
    seeds: [
      #"{"utts":{"u1":{"output":[{"name":"t1","text":"SEE","rec_text":"▁SEE<eos>","score":"tensor(-2.25)"}]}}}"#
    ]),
  ListSeed(
    format: "whisper",
    seeds: [
      #"{"text":" See you.","segments":[{"id":0,"text":" See you.","avg_logprob":-0.21,"tokens":[50364,3008]}]}"#,
      #"[{"text":"oh","avg_logprob":-1},{"text":"no","avg_logprob":-1}]"#,
    ]),
  ListSeed(
    format: "json",
    seeds: [
      #"[{"hypotheses":[{"text":"see","score":0.6},{"text":"sea","score":0.4}],"transcript":"see"}]"#
    ]),
  ListSeed(
    format: "tsv",
    seeds: [
      "id\treference\ttext\ttotal\nu1\ta b c\ta b see\t1.5\nu1\ta b c\ta be see\t2\n"
    ]),
  ListSeed(format: "icefall", seeds: ["u1:\tref=['SEE', 'YOU']\nu1:\thyp=['SEA', \"YOU'LL\"]\n"]),
  ListSeed(
    format: "stm",
    seeds: [
      ";; LABEL \"O\" \"Overall\" \"all\"\nf1 a f1-a 0.06 3.47 <O,WA> i've { um / uh } seen it\nf1 a f1-a 4.00 7.25\n"
    ]),
  ListSeed(
    format: "ctm",
    seeds: [
      "f1 A 0.10 0.2 I'VE 0.9\nf1 A * * <ALT_BEGIN>\nf1 A 0.40 0.2 UH 0.4\nf1 A * * <ALT>\nf1 A 0.40 0.2 A\nf1 A * * <ALT_END>\n"
    ], beside: [("ref.stm", "f1 a f1-a 0.06 3.47 i've seen it\n")],
    options: "segments=FOLDER/ref.stm"),
  ListSeed(
    format: "kaldi-nbest",
    seeds: [
      "a-1-1 \n0 1 <eps> \n1 2 SEE 3.2,410.5,\n2 3 YOU -0.4,98,3_3_4\n3 \n\na-1-2 \n0 1 OH 12,800.25,\n1 0.5,0,\n\n"
    ]),
  ListSeed(
    format: "trn",
    seeds: [
      ";; ours\nSEE { OUR / HOUR } (AT) PIER- @ (spk1-01)\n (spk1-02)\n"
    ]),
  ListSeed(
    format: "nemo", seeds: ["see the knight\t-2.91\n\"sea the night\t-3.14\n\t-0.02\nnull\t-7.5\n"],
    beside: [
      (
        "manifest.json",
        "{\"audio_filepath\":\"/d/a1.wav\",\"text\":\"see the knight\"}\n{\"audio_filepath\":\"/d/a2.wav\",\"text\":\"\"}\n"
      )
    ], options: "manifest=FOLDER/manifest.json"),
  ListSeed(
    format: "csv",
    seeds: [
      "id,reference,text,total\nu1,\"a, \"\"b\"\" c\",a b see,1.5\nu1,a b c,a be,2\n"
    ]),
  ListSeed(
    format: "espnet2", seeds: ["u1 -12.3\nu2 tensor(-0.5, device='cuda:0')\n"],
    file: "1best_recog/score",
    beside: [("1best_recog/text", "u1 see you\nu2\n")]),
  ListSeed(
    format: "kaldi", seeds: ["u1-1 SEE YOU\nu1-2 SEA YOU\nu2-1 OH\n"],
    file: "archives.1/words_text",
    beside: [
      ("archives.1/acwt", "u1-1 410.5\nu1-2 400\nu2-1 8\n"),
      ("archives.1/lmwt.nolm", "u1-1 3.5\nu1-2 4\nu2-1 8\n"),
      ("archives.1/lmwt.lmonly", "u1-1 3.5\nu1-2 4\nu2-1 8\n"),
      ("archives.1/lmwt.withlm", "u1-1 7\nu1-2 8\nu2-1 16\n"),
    ]),
  ListSeed(format: "kaldi-text", seeds: ["u1 SEE YOU AT TWO\nu2\nu3 BY THE PIER\n"]),
]
