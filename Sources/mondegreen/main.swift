import ArgumentParser

MondegreenCommand.main()
