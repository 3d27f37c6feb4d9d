/// Says at the start of commands without a journal that they have none.
enum Restarting {
  static func say(of command: String) {
    Terminal.complain("\(command) saves nothing until it ends: if interrupted, it starts over")
  }
}
