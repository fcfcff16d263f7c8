# Completion for fish: options as the tools' own help lists them, with what they do; releases, names of modules, loaded modules, and the
# parameters of the module that is named. Nothing is offered of data that would need quotes, but names of files.

function __jkmod_options
    command $argv --help 2>/dev/null | string match -r '^ {2,6}(?:-|      --).*' |
        while read -l line
            set -l about (string replace -r '^.*?\s{2,}(?=[a-z0-9])' '' -- (string trim -- $line))
            for name in (string match -ra -- '(?<=^|, |\s)--?[0-9A-Za-z][-a-z]*(?==|\[|,|\s|$)' (string replace -r '\s{3,}[a-z0-9].*$' '' -- $line))
                printf '%s\t%s\n' $name $about
            end
        end
end

# Passes on what is read, a name a line and maybe a tab and a text, where it is a plain name; texts without control characters.
function __jkmod_plain
    tr -d '\000-\010\013-\037\177' | string match -r '^[A-Za-z0-9_][A-Za-z0-9_.+~-]*=?(?:\t.*)?$'
end

function __jkmod_releases
    command ls /lib/modules 2>/dev/null | __jkmod_plain
end

# As fish itself completes files: __fish_complete_path of older releases does not know quotes.
function __jkmod_files
    complete -C "'' "(commandline -ct)
end

function __jkmod_modules
    set -l release $argv[1]
    test -n "$release"; or set release (uname -r)
    sed 's/:.*//; s,.*/,,; s/\.ko.*//; s/-/_/g' /lib/modules/$release/modules.dep 2>/dev/null | __jkmod_plain
end

function __jkmod_loaded
    command lsmod 2>/dev/null | sed '1d; s/ .*//' | __jkmod_plain
end

function __jkmod_parameters
    command modinfo $argv 2>/dev/null | sed -n 's/^parm: *\([^:]*\):\(.*\)/\1=\t\2/p' | __jkmod_plain
end

# commands: made by scripts/generate
# The commands of kmod, and those of a command that has some.
function __jkmod_commands
    switch "$argv"
        case ''
            printf '%s\n' check closure convert depmod devices explain graph help insmod list lsmod modinfo modprobe modules-load params policy rmmod static-nodes sweep tree
        case 'policy'
            printf '%s\n' evict export generate status test
    end
end
# What the value of an option is: VALUE TOOL OPTION.
function __jkmod_value
    switch "$argv"
        case 'depmod -P' 'depmod --symbol-prefix' 'devices --for' 'modinfo -F' 'modinfo --field' 'modprobe -w' 'modprobe --wait' 'modprobe --ignore-policy' 'modprobe -j' 'modprobe --jobs' 'modules-load -j' 'modules-load --jobs' 'sweep --idle'
            printf '%s\n' ANY
        case 'check -d' 'check --dirname' 'closure -d' 'closure --dirname' 'closure --firmware-path' 'depmod -b' 'depmod --basedir' 'depmod -m' 'depmod --moduledir' 'depmod -o' 'depmod --outdir' 'depmod -C' 'depmod --config' 'depmod -E' 'depmod --symvers' 'depmod -F' 'depmod --filesyms' 'explain -C' 'explain --config' 'explain -d' 'explain --dirname' 'graph -d' 'graph --dirname' 'modinfo -b' 'modinfo --basedir' 'modprobe -C' 'modprobe --config' 'modprobe -d' 'modprobe --dirname' 'policy-export -d' 'policy-export --dirname' 'policy-export -o' 'policy-export --output' 'policy-generate -o' 'policy-generate --output' 'policy-status -d' 'policy-status --dirname' 'policy-test -d' 'policy-test --dirname' 'static-nodes -o' 'static-nodes --output' 'tree -d' 'tree --dirname'
            printf '%s\n' FILES
        case 'check -S' 'check --set-version' 'closure -S' 'closure --set-version' 'explain -S' 'explain --set-version' 'graph -S' 'graph --set-version' 'modinfo -k' 'modinfo --set-version' 'modprobe -S' 'modprobe --set-version' 'policy-status -S' 'policy-status --set-version' 'tree -S' 'tree --set-version'
            printf '%s\n' RELEASES
        case 'check --profile'
            printf '%s\n' cis
        case 'policy-export --style'
            printf '%s\n' false true
        case 'static-nodes -f' 'static-nodes --format'
            printf '%s\n' human tmpfiles devname
        case 'policy-generate --from'
            printf '%s\n' loaded devices modules-load fstab all
        case 'policy-export --format'
            printf '%s\n' modprobe.d json
        case 'list --sort' 'lsmod --sort'
            printf '%s\n' name size references -name -size -references
        case 'list --columns' 'lsmod --columns'
            printf '%s\n' name size references usedby state taint version srcversion file signer policy
        case 'closure --from'
            printf '%s\n' names paths host loaded all
        case 'graph --format'
            printf '%s\n' text dot svg
    end
end
# What its operands are.
function __jkmod_operands
    switch $argv[1]
        case check
            printf '%s\n' MODULES
        case closure
            printf '%s\n' MODULES FILES
        case convert
            printf '%s\n' FILES
        case depmod
            printf '%s\n' RELEASES FILES
        case explain
            printf '%s\n' MODULES
        case graph
            printf '%s\n' MODULES
        case insmod
            printf '%s\n' INSMOD
        case modinfo
            printf '%s\n' MODULES FILES
        case modprobe
            printf '%s\n' MODPROBE
        case modules-load
            printf '%s\n' FILES
        case params
            printf '%s\n' MODULES
        case policy-status
            printf '%s\n' MODULES
        case policy-test
            printf '%s\n' FILES
        case rmmod
            printf '%s\n' LOADED
        case tree
            printf '%s\n' MODULES
    end
end
# commands: end

function __jkmod
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l tool (path basename $words[1])
    set -l call $tool
    set -l rest $words[2..]
    if test $tool = kmod
        if test (count $words) = 1
            __jkmod_commands
            printf '%s\n' --version --help
            return
        end
        set tool $words[2]
        set call kmod $tool
        set rest $words[3..]
        set -l commands (__jkmod_commands $tool)
        if test -n "$commands"
            if test (count $words) = 2
                printf '%s\n' $commands --help
                return
            end
            set tool $tool-$words[3]
            set call kmod $words[2..3]
            set rest $words[4..]
        end
    end
    set -l release
    set -l first
    set -l before
    for each in $rest
        if contains -- $before -S -k --set-version
            set release $each
        else if not string match -q -- '-*' $each; and test -z "$first"
            set -l value (__jkmod_value $tool $before)
            test -n "$value"; or set first $each
        end
        set before $each
    end
    set -l offers (__jkmod_value $tool $before)
    switch "$offers[1]"
        case RELEASES
            __jkmod_releases
            return
        case FILES
            __jkmod_files
            return
        case ANY
            return
        case ''
        case '*'
            printf '%s\n' $offers
            return
    end
    if string match -q -- '-*' $word
        __jkmod_options $call
        return
    end
    for kind in (__jkmod_operands $tool)
        switch $kind
            case RELEASES
                __jkmod_releases
            case FILES
                __jkmod_files
            case MODULES
                __jkmod_modules $release
            case LOADED
                __jkmod_loaded
            case MODPROBE
                if string match -qr -- '^(-[a-zA-Z]*r[a-zA-Z]*|--remove)$' $rest
                    __jkmod_loaded
                else if test -n "$first"; and not string match -qr -- '^(-[a-zA-Z]*a[a-zA-Z]*|--all)$' $rest
                    test -n "$release"; and set -l of -k $release
                    __jkmod_parameters $of $first
                else
                    __jkmod_modules $release
                end
            case INSMOD
                if test -n "$first"
                    __jkmod_parameters $first
                else
                    __jkmod_files
                end
        end
    end
end

for tool in depmod insmod kmod lsmod modinfo modprobe rmmod
    complete -c $tool -e
    complete -c $tool -f -a '(__jkmod)'
end
