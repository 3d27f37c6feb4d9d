#!/usr/bin/env python3
"""What the program is made of: packages, system libraries, tables and weights, with licenses and digests.

    supply_chain.py sbom [FILE]    writes a bill of materials (SPDX 2.3, JSON)
    supply_chain.py check          ends with 1 unless each part has a license of the allow list and a notice here
    supply_chain.py digests        writes SHA256SUMS beside bundled data; after data were made anew

components.json beside this file says what is known of each part; what Package.swift and the folders of data hold is
looked up, so that nothing can be added without being declared. Packages are read as they were resolved
(Package.resolved; `swift package resolve` writes it), and their licenses in their checkouts.
"""
import fnmatch
import glob
import hashlib
import json
import os
import re
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
# Folders of bundled data, each with its SHA256SUMS.
FOLDERS = ["Lexicons/Data", "Corpora/Data", "Sources/BundledModels/Models"]
SUMS = "SHA256SUMS"
# What tells a license by its text, and not by its name.
TEXTS = {
    "Apache-2.0 WITH Swift-exception": ["Apache License", "Runtime Library Exception"],
    "MIT": ["Permission is hereby granted, free of charge"],
    "BSD-2-Clause": ["Redistribution and use in source and binary forms",
                     "Redistributions in binary form must reproduce"],
    "CC-BY-SA-4.0": ["CC BY-SA 4.0|Attribution-ShareAlike 4.0"],
    "Apache-2.0": ["Apache License"],
}


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as stream:
        return stream.read()


def sha256(path):
    digest = hashlib.sha256()
    with open(os.path.join(ROOT, path), "rb") as stream:
        for piece in iter(lambda: stream.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def data_files():
    """Every file in the folders of data but notices and sums."""
    found = []
    for folder in FOLDERS:
        for parent, _, names in os.walk(os.path.join(ROOT, folder)):
            for name in names:
                if name != SUMS and not name.startswith(".") and not name.endswith(".LICENSE"):
                    found.append(os.path.relpath(os.path.join(parent, name), ROOT))
    return sorted(found)


def resolved():
    path = os.path.join(ROOT, "Package.resolved")
    if not os.path.exists(path):
        subprocess.run(["swift", "package", "resolve"], cwd=ROOT, check=True)
    with open(path, encoding="utf-8") as stream:
        pins = json.load(stream)["pins"]
    return sorted(pins, key=lambda pin: pin["identity"])


def system_libraries():
    """What Package.swift links from the system."""
    manifest = read("Package.swift")
    return sorted(set(re.findall(r'pkgConfig: "([^"]+)"', manifest))
                  | set(re.findall(r'linkedLibrary\("([^"]+)"\)', manifest)))


def license_text(folder):
    found = sorted(glob.glob(os.path.join(folder, "LICENSE*")))
    if not found:
        return None
    with open(found[0], encoding="utf-8", errors="replace") as stream:
        return stream.read()


def is_text_of(license_id, text):
    return all(any(one in " ".join(text.split()) for one in part.split("|"))
               for part in TEXTS.get(license_id, []))


def problems(components):
    found = []
    allowed = set(components["allowed"])
    notices = read("NOTICE.md")

    def licensed(what, one):
        if one["license"] not in allowed:
            found.append(f"{what}: expected a license of the allow list, found {one['license']}")

    packages = {one["name"]: one for one in components["packages"]}
    pins = resolved()
    for pin in pins:
        name = pin["identity"]
        one = packages.get(name)
        if one is None:
            found.append(f"package {name}: expected an entry in components.json, found none")
            continue
        checkout = os.path.basename(pin["location"])
        checkout = checkout[:-4] if checkout.endswith(".git") else checkout
        text = license_text(os.path.join(ROOT, ".build", "checkouts", checkout))
        if text is None:
            found.append(f"package {name}: expected a license in its checkout, found none")
        elif not is_text_of(one["license"], text):
            found.append(f"package {name}: expected the text of {one['license']} in its checkout, "
                         "found another")
    for one in components["packages"]:
        licensed(f"package {one['name']}", one)
        if one.get("within", one["name"]) not in {pin["identity"] for pin in pins}:
            found.append(f"package {one['name']}: it is declared, and nothing depends on it")
    libraries = {link: one for one in components["systemLibraries"] for link in one["links"]}
    for link in system_libraries():
        if link not in libraries:
            found.append(f"system library {link}: expected an entry in components.json, found none")
    for one in components["systemLibraries"]:
        licensed(f"system library {one['name']}", one)
    for one in components["packages"] + components["systemLibraries"]:
        if f"## {one['name']}\n" not in notices or one["copyright"] not in notices:
            found.append(f"{one['name']}: expected a section of NOTICE.md with \"{one['copyright']}\", "
                         "found none")
    for path in data_files():
        owners = [one for one in components["data"]
                  if any(fnmatch.fnmatch(path, pattern) for pattern in one["files"])]
        if len(owners) != 1:
            found.append(f"{path}: expected one entry in components.json, found {len(owners)}")
    for one in components["data"]:
        licensed(one["files"][0], one)
        if not any(fnmatch.fnmatch(path, pattern) for path in data_files() for pattern in one["files"]):
            found.append(f"{one['files'][0]}: it is declared, and there is no such file")
        if not os.path.exists(os.path.join(ROOT, one["notice"])):
            found.append(f"{one['files'][0]}: expected a notice in {one['notice']}, found none")
        elif not is_text_of(one["license"], read(one["notice"])):
            found.append(f"{one['notice']}: expected the text of {one['license']}, found another")
    for folder in FOLDERS:
        expected = sums(folder)
        path = os.path.join(folder, SUMS)
        if not os.path.exists(os.path.join(ROOT, path)) or read(path) != expected:
            found.append(f"{path}: expected the digests of the files beside it, found others: "
                         "Tests/SupplyChain/supply_chain.py digests writes them")
    return found


def sums(folder):
    """As sha256sum writes and checks them, by path below the folder."""
    paths = [path for path in data_files() if path.startswith(folder + "/")]
    return "".join(f"{sha256(path)}  {os.path.relpath(path, folder)}\n" for path in paths)


def identifier(text):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", text)


def sbom(components):
    version = re.search(r'static let version = "([^"]+)"', read("Sources/mondegreen/Program/Program.swift")).group(1)
    exceptions = {"Apache-2.0 WITH Swift-exception": "Apache-2.0 WITH Swift-exception"}
    packages = [{
        "SPDXID": "SPDXRef-mondegreen", "name": "mondegreen", "versionInfo": version,
        "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
        "licenseConcluded": "Apache-2.0", "licenseDeclared": "Apache-2.0",
        "copyrightText": "The authors of Mondegreen", "primaryPackagePurpose": "APPLICATION",
    }]
    relationships = [{"spdxElementId": "SPDXRef-DOCUMENT", "relatedSpdxElement": "SPDXRef-mondegreen",
                      "relationshipType": "DESCRIBES"}]

    def add(name, relationship, **fields):
        packages.append({"SPDXID": identifier(name), "name": name, "filesAnalyzed": False, **fields})
        relationships.append({"spdxElementId": "SPDXRef-mondegreen",
                              "relatedSpdxElement": identifier(name), "relationshipType": relationship})

    pins = {pin["identity"]: pin for pin in resolved()}
    for one in components["packages"]:
        pin = pins[one.get("within", one["name"])]
        state = pin["state"]
        inner = "within" in one
        license_id = exceptions.get(one["license"], one["license"])
        add(one["name"], "STATIC_LINK",
            **({} if inner else {"versionInfo": state.get("version", state["revision"])}),
            downloadLocation="NOASSERTION" if inner else f"git+{pin['location']}@{state['revision']}",
            licenseConcluded=license_id, licenseDeclared=license_id, copyrightText=one["copyright"],
            **({"comment": f"part of {one['within']}"} if inner else {"externalRefs": [{
                "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                "referenceLocator": "pkg:swift/" + re.sub(r"^https://|\.git$", "", pin["location"])
                                    + "@" + state.get("version", state["revision"])}]}))
    for one in components["systemLibraries"]:
        add(one["name"], "DYNAMIC_LINK", downloadLocation="NOASSERTION",
            licenseConcluded=one["license"], licenseDeclared=one["license"],
            copyrightText=one["copyright"],
            comment=f"from the system: Debian's {one['debian']} or any compatible version")
    for path in data_files():
        one = next(one for one in components["data"]
                   if any(fnmatch.fnmatch(path, pattern) for pattern in one["files"]))
        add(path, "CONTAINS", downloadLocation=one["origin"] or "NOASSERTION",
            licenseConcluded=one["license"], licenseDeclared=one["license"],
            copyrightText=one["copyright"],
            checksums=[{"algorithm": "SHA256", "checksumValue": sha256(path)}])
    body = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"mondegreen-{version}",
        # No clock: equal parts give equal bytes.
        "creationInfo": {"created": "1970-01-01T00:00:00Z", "creators": ["Tool: supply_chain.py"]},
        "packages": packages, "relationships": relationships,
    }
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    body["documentNamespace"] = f"https://spdx.org/spdxdocs/mondegreen-{version}-{digest}"
    return json.dumps(body, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main():
    mode = sys.argv[1] if len(sys.argv) > 1 else ""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "components.json"),
              encoding="utf-8") as stream:
        components = json.load(stream)
    if mode == "check":
        found = problems(components)
        for one in found:
            print(one)
        parts = sum(len(components[kind]) for kind in ("packages", "systemLibraries"))
        print(f"{parts} packages and libraries, {len(data_files())} bundled files: "
              + (f"{len(found)} problem{'' if len(found) == 1 else 's'}" if found
                 else "each has a license of the allow list, a notice and a digest"))
        sys.exit(1 if found else 0)
    if mode == "digests":
        for folder in FOLDERS:
            with open(os.path.join(ROOT, folder, SUMS), "w", encoding="utf-8") as stream:
                stream.write(sums(folder))
            print(os.path.join(folder, SUMS))
        return
    if mode == "sbom":
        text = sbom(components)
        if len(sys.argv) > 2:
            with open(sys.argv[2], "w", encoding="utf-8") as stream:
                stream.write(text)
            print(sys.argv[2])
        else:
            sys.stdout.write(text)
        return
    sys.exit(__doc__)


if __name__ == "__main__":
    main()
