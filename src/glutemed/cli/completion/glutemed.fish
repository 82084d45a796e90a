# Tab completion of glutemed for fish. Made by: glutemed --install-completion fish
function __glutemed_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines (env _GLUTEMED_COMPLETE=fish $words "$current" 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path "$current"
        case folders
            __fish_complete_directories "$current" ""
        case '*'
            printf '%s\n' $lines[2..-1]
    end
end
complete -c glutemed -f -k -a '(__glutemed_complete)'
