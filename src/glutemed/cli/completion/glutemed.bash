# Tab completion of glutemed for bash. Made by: glutemed --install-completion bash
_glutemed() {
    local how value
    COMPREPLY=()
    {
        IFS= read -r how
        while IFS= read -r value; do
            COMPREPLY+=("$value")
        done
    } < <(_GLUTEMED_COMPLETE=bash "${1/#\~/$HOME}" "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    case $how in
        files) compopt -o default -o bashdefault ;;
        folders) compopt -o dirnames ;;
        open) compopt -o nospace ;;
    esac 2>/dev/null
}
complete -F _glutemed glutemed
