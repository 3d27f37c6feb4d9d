"""Runs the steps of the workflow that `mondegreen init --workflow` writes, on two pushes and a pull request.

    MONDEGREEN=.build/release/mondegreen python3 workflow.py .github/workflows/mondegreen.yml

The repository is one of its own with a remote beside it; what is posted is written down by a `gh` of its own. The
gate and the report are quick ones of the n-gram model: what is tested is how the steps fit together.
"""
import os
import stat
import subprocess
import sys
import tempfile

import yaml

GH = """#!/bin/sh
# Like GitHub's: there is no comment to edit the first time.
echo "$*" >> "$GH_LOG"
case "$*" in *--edit-last*) [ -f "$GH_LOG.posted" ] || exit 1 ;; esac
touch "$GH_LOG.posted"
"""


def steps(path):
    with open(path, encoding="utf-8") as file:
        workflow = yaml.safe_load(file)
    # YAML 1.1 takes the key "on" for true.
    triggers = workflow.get("on", workflow.get(True))
    assert set(triggers) == {"pull_request", "push"}, triggers
    return workflow["jobs"]["gate"]["steps"]


def run(folder, environment, script):
    done = subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{script}\n{done.stdout}{done.stderr}")
    return done.stdout


def play(steps, folder, environment, event, number):
    """The steps of one event in a fresh clone; conditions as GitHub reads them."""
    clone = os.path.join(folder, f"clone-{number}")
    run(folder, environment, f"git clone -q remote.git {clone}")
    environment = dict(
        environment, GITHUB_RUN_NUMBER=str(number), GITHUB_STEP_SUMMARY=os.path.join(folder, f"summary-{number}"))
    for step in steps:
        condition = step.get("if", "")
        if "run" not in step or "pip install" in step["run"] or step["name"] == "Gate":
            continue
        if "github.event_name" in condition and f"'{event}'" not in condition:
            continue
        script = step["run"].replace("${{ github.event.number }}", "17")
        assert "${{" not in script, script
        run(clone, environment, script)
    return clone


def main():
    found = steps(sys.argv[1])
    gate = next(step["run"] for step in found if step.get("name") == "Gate")
    assert gate.split()[:2] in (["mondegreen", "check"], ["swift", "test"]), gate
    with tempfile.TemporaryDirectory() as folder:
        tools = os.path.join(folder, "tools")
        os.mkdir(tools)
        os.symlink(os.path.abspath(os.environ["MONDEGREEN"]), os.path.join(tools, "mondegreen"))
        with open(os.path.join(tools, "gh"), "w") as file:
            file.write(GH)
        os.chmod(file.name, os.stat(file.name).st_mode | stat.S_IXUSR)
        environment = dict(
            os.environ, PATH=tools + ":" + os.environ["PATH"], GH_LOG=os.path.join(folder, "gh.log"),
            GIT_CONFIG_GLOBAL="/dev/null", GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a@b", GIT_COMMITTER_NAME="a",
            GIT_COMMITTER_EMAIL="a@b")
        run(folder, environment, "git init -q --bare -b main remote.git && git init -q -b main work")
        work = os.path.join(folder, "work")
        with open(os.path.join(work, "mondegreen.toml"), "w") as file:
            file.write(
                '[report]\nmodel = ["n-gram"]\ncorpus = ["messaging-test"]\nlimit = 6\nquick = true\ncases = 2\n'
                'output = "elsewhere"\n')
        run(work, environment, "git add . && git commit -qm one && git push -q ../remote.git main")

        play(found, folder, environment, "push", 1)
        play(found, folder, environment, "push", 2)
        kept = run(folder, environment, "git -C remote.git ls-tree --name-only mondegreen-reports").split()
        assert len(kept) == 3 and kept[0].startswith("000001-") and kept[1].startswith("000002-"), kept
        assert kept[2] == "history", kept
        csv = run(folder, environment, "git -C remote.git show mondegreen-reports:history/history.csv")
        assert "000001-" in csv and "000002-" in csv, csv[:500]

        clone = play(found, folder, environment, "pull_request", 3)
        with open(os.path.join(folder, "gh.log")) as file:
            posted = file.read().splitlines()
        assert [line.split()[:3] for line in posted] == [["pr", "comment", "17"]] * 2, posted
        with open(os.path.join(clone, "comment.md")) as file:
            comment = file.read()
        with open(os.path.join(clone, "report", "report.md")) as file:
            assert file.read()[:2000] in comment
        assert os.path.isfile(os.path.join(clone, "comparison", "compare.md"))
        # A pull request leaves the history as it is.
        assert run(folder, environment, "git -C remote.git ls-tree --name-only mondegreen-reports").split() == kept
    print("1 passed, 0 failed")


if __name__ == "__main__":
    main()
