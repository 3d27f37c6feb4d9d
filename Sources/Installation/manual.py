#!/usr/bin/env python3
"""Writes man pages from the help, one for each command.

    mondegreen --experimental-dump-help | python3 manual.py FOLDER

Standard input holds the help as swift-argument-parser dumps it in JSON. The pages are named like git's:
mondegreen.1, mondegreen-report.1, mondegreen-lexicon-near.1.
"""
import json
import os
import sys

HELP = {"--help", "--version"}


def escaped(text):
    """Text as roff shows it: backslashes, hyphens that are to be copied, and dots that begin no request."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\n".join("\\&" + line if line.startswith(".") else line for line in text.split("\n"))


def spelled(name):
    return ("--" if name["kind"] == "long" else "-") + name["name"]


def value(argument):
    return "<" + argument.get("valueName", "value") + ">"


def title(argument):
    """What stands at the head of an entry: names in bold, the value's name in italics."""
    if argument["kind"] == "positional":
        return "\\fI" + escaped(value(argument)) + "\\fR" + (" ..." if argument.get("isRepeating") else "")
    names = ", ".join("\\fB" + escaped(spelled(name)) + "\\fR" for name in argument.get("names", []))
    if argument["kind"] == "option":
        names += " \\fI" + escaped(value(argument)) + "\\fR"
    return names


def synopsis(path, command):
    """The command's name, and its arguments in brackets where they may be missing."""
    if command.get("subcommands"):
        return [".B " + escaped(" ".join(path)), "\\fI<command>\\fR [\\fIoptions\\fR]"]
    lines = [".B " + escaped(" ".join(path))]
    options = [one for one in shown(command) if one["kind"] != "positional"]
    for one in options:
        if not one.get("isOptional", False):
            lines.append(title({**one, "names": [one["preferredName"]]}))
    lines.append("[\\fIoptions\\fR]")
    for one in shown(command):
        if one["kind"] == "positional":
            lines.append("[" + title(one) + "]" if one.get("isOptional") else title(one))
    return lines


def shown(command):
    return [one for one in command.get("arguments", []) if one.get("shouldDisplay", True)]


def paragraphs(text):
    """Prose, with examples and other indented lines as they stand."""
    lines = []
    for part in text.strip("\n").split("\n\n"):
        rows = part.split("\n")
        lines.append(".PP")
        prose = True
        for row in rows:
            if row.isupper() and row.isalpha():
                lines += [".B", escaped(row.capitalize()), ".br"]
                continue
            if row.startswith("  ") == prose:
                lines.append(".nf" if prose else ".fi")
                prose = not prose
            lines.append(escaped(row))
        if not prose:
            lines.append(".fi")
    return lines


def entry(argument):
    lines = [".TP", title(argument)]
    told = " ".join(
        part for part in (argument.get("abstract", ""), argument.get("discussion", "")) if part)
    default = argument.get("defaultValue")
    if default and argument["kind"] != "flag":
        told += f" (default: {default})"
    lines.append(escaped(told or "\u00a0"))
    return lines


def page(path, command, version):
    name = "-".join(path)
    lines = [
        f'.TH "{escaped(name.upper())}" 1 "" "mondegreen {escaped(version)}" "Mondegreen"',
        ".SH NAME", escaped(f"{name} - {command.get('abstract', '')}".replace(" - ", " \x00 "))
        .replace("\x00", "\\-"),
        ".SH SYNOPSIS", *synopsis(path, command)]
    if command.get("discussion"):
        lines += [".SH DESCRIPTION", *paragraphs(command["discussion"])]
    commands = [one for one in command.get("subcommands", []) if one["commandName"] != "help"]
    if commands:
        lines.append(".SH COMMANDS")
        for one in commands:
            other = "-".join(path + [one["commandName"]])
            lines += [".TP", f"\\fB{escaped(other)}\\fR(1)", escaped(one.get("abstract", ""))]
    sections = {}
    for one in shown(command):
        heading = one.get("sectionTitle") or (
            "arguments" if one["kind"] == "positional" else "options")
        sections.setdefault(heading, []).append(one)
    for heading, arguments in sections.items():
        lines.append(".SH " + escaped(heading.upper()))
        for one in arguments:
            lines += entry(one)
    others = [path[:-1]] if len(path) > 1 else []
    if others:
        lines += [".SH SEE ALSO", "\\fB" + escaped("-".join(others[0])) + "\\fR(1)"]
    return "\n".join(lines) + "\n"


def write(folder, path, command, version):
    with open(os.path.join(folder, "-".join(path) + ".1"), "w", encoding="utf-8") as file:
        file.write(page(path, command, version))
    for one in command.get("subcommands", []):
        if one["commandName"] != "help" and one.get("shouldDisplay", True):
            write(folder, path + [one["commandName"]], one, version)


def main():
    if len(sys.argv) != 2 or not os.path.isdir(sys.argv[1]):
        sys.exit("expected a folder that pages are written to; see the head of this file")
    root = json.load(sys.stdin)["command"]
    write(sys.argv[1], [root["commandName"]], root, os.environ.get("MONDEGREEN_VERSION", "").split(" ")[0])


if __name__ == "__main__":
    main()
