# The targets of a Makefile by group: `##@ Group` lines head, `target: ... ## Text` lines list.
/^##@ / { printf "\n%s\n", substr($0, 5) }
/^[a-z-]+:.*## / {
    name = $0; sub(/:.*/, "", name)
    text = $0; sub(/.*## /, "", text)
    printf "  make %-14s %s\n", name, text
}
END { print "" }
