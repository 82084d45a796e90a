# Tab completion of glutemed for zsh. Made by: glutemed --install-completion zsh
_glutemed() {
    local -a lines values shown more
    local how line
    lines=("${(@f)$(_GLUTEMED_COMPLETE=zsh "${(Q)~words[1]}" "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    how=$lines[1]
    for line in "${(@)lines[2,-1]}"; do
        values+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  }")
    done
    case $how in
        files) _files ;;
        folders) _files -/ ;;
        open) more=(-S '') ;;
    esac
    (( $#values )) && compadd -U -l -V glutemed "${more[@]}" -d shown -a values
}
if (( ! $+functions[compdef] )); then
    autoload -Uz compinit && compinit -i
fi
compdef _glutemed glutemed
