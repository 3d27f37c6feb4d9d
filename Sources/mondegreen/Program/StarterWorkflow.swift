/// A workflow of GitHub's that runs a gate on pull requests, says there what changed, and keeps the reports of the
/// main branch.
enum StarterWorkflow {
  static func text(running gate: StarterGate.Kind) -> String {
    let run =
      switch gate {
      case .shell: "mondegreen check --junit gate.xml"
      case .swift: "swift test --xunit-output gate.xml"
      }
    return """
      name: mondegreen
      on:
        pull_request:
        push:
          branches: [main]
      permissions:
        contents: write        # the reports of main are kept on the branch mondegreen-reports
        pull-requests: write   # report.md is posted
      jobs:
        gate:
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/checkout@v4
            - uses: actions/setup-python@v5
              with:
                python-version: "3.12"
            - name: Install mondegreen
              # The wheel that `make wheel` builds in Mondegreen's source, from where you keep it.
              run: pip install wheels/mondegreen-*.whl
            - name: Gate
              run: \(run)
            - name: Report
              # Also after a gate that failed: then it says what is wrong.
              if: always()
              run: mondegreen report --output report --replace
            - name: Earlier reports
              if: always()
              run: |
                if git fetch origin mondegreen-reports; then
                  git worktree add earlier FETCH_HEAD
                else
                  mkdir -p earlier
                fi
            - name: What changed
              if: always()
              run: |
                latest=$(ls -d earlier/[0-9]*/ 2>/dev/null | sort | tail -n 1)
                cp report/report.md summary.md
                if [ -n "$latest" ]; then
                  # A figure that got worse is shown, and fails nothing here: that is the gate's part.
                  mondegreen compare "$latest" report --output comparison || true
                  if [ -f comparison/compare.md ]; then cat comparison/compare.md report/report.md > summary.md; fi
                fi
                cat summary.md >> "$GITHUB_STEP_SUMMARY"
            - name: Post on the pull request
              if: always() && github.event_name == 'pull_request'
              env:
                GH_TOKEN: ${{ github.token }}
              run: |
                head -c 60000 summary.md > comment.md
                gh pr comment "${{ github.event.number }}" --edit-last --body-file comment.md ||
                  gh pr comment "${{ github.event.number }}" --body-file comment.md
            - name: Keep the report
              if: github.event_name == 'push'
              run: |
                # Numbered in the order of the pushes, so that history follows them.
                name=$(printf '%06d-%s' "$GITHUB_RUN_NUMBER" "$(git rev-parse --short HEAD)")
                if [ ! -e earlier/.git ]; then
                  rmdir earlier
                  git worktree add --detach earlier
                  git -C earlier checkout --orphan mondegreen-reports
                  git -C earlier rm -rfq .
                fi
                mkdir "earlier/$name"
                cp report/report.json report/report.md report/selections.jsonl.gz "earlier/$name"
                cd earlier
                mondegreen history [0-9]*/ --output history
                git add .
                git -c user.name=mondegreen -c user.email=mondegreen@localhost commit -qm "Report of $name"
                git push origin HEAD:mondegreen-reports
            - uses: actions/upload-artifact@v4
              if: always()
              with:
                name: mondegreen
                path: |
                  report
                  comparison
                  gate.xml

      """
  }
}
